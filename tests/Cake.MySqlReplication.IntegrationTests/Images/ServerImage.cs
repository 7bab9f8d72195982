namespace Cake.MySqlReplication.IntegrationTests.Images;

/// <summary>An image that the build's test environment found or built; or why there is none.</summary>
internal sealed record ServerImage(string? Tag, string? Obstacle)
{
    public bool IsOfficial => Tag?.Contains('/', StringComparison.Ordinal) == false;

    public static ServerImage Named(string name)
    {
        if (Environment.GetEnvironmentVariable("MYSQL_REPLICATION_TEST_SKIP_DOCKER") is { Length: > 0 } reason)
            return new ServerImage(null, reason);
        var images = Environment.GetEnvironmentVariable("MYSQL_REPLICATION_TEST_IMAGES") ?? "";
        var tag = images.Split(';').Select(pair => pair.Split('=')).FirstOrDefault(pair => pair[0] == name)?[1];
        return tag is null
            ? new ServerImage(null, $"MYSQL_REPLICATION_TEST_IMAGES names no image {name}; `./build.sh --target=Test` sets it")
            : new ServerImage(tag, null);
    }
}
