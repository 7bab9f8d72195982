namespace Build.TestEnvironment;

/// <summary>A server image that the tests use.</summary>
/// <param name="Name">What the tests call it; also its folder in tests/images.</param>
/// <param name="Official">The published image that it stands for.</param>
/// <param name="Local">The tag that ours gets.</param>
internal sealed record TestImage(string Name, string Official, string Local)
{
    public static IReadOnlyList<TestImage> All { get; } =
    [
        new("mysql-9.7", "mysql:9.7", "mysql-replication-test/mysql:9.7"),
        new("mysql-5.6", "mysql:5.6", "mysql-replication-test/mysql:5.6"),
        new("mariadb-10.11", "mariadb:10.11", "mysql-replication-test/mariadb:10.11"),
    ];
}

/// <summary>Which tag the tests use for an image; or why there is none.</summary>
internal sealed record ResolvedImage(TestImage Image, string? Tag, string? Obstacle);
