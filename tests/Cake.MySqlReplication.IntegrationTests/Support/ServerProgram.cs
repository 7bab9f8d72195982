using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>A server program that the build's test environment found or fetched; or why there is none.</summary>
/// <param name="Place">Its path, or the version that the product finds it by.</param>
/// <param name="Obstacle">Why there is none; null where there is.</param>
internal sealed record ServerProgram(string? Place, string? Obstacle)
{
    /// <summary>The option that names it.</summary>
    public string Option => IsPath ? $"--server={Place}" : $"--server-version={Place}";

    private bool IsPath => Path.IsPathRooted(Place);

    public static ServerProgram Named(string name)
    {
        var servers = Environment.GetEnvironmentVariable("MYSQL_REPLICATION_TEST_SERVERS") ?? "";
        var place = servers.Split(';').Select(pair => pair.Split('=')).FirstOrDefault(pair => pair[0] == name)?[1];
        return place is null
            ? new ServerProgram(null, $"MYSQL_REPLICATION_TEST_SERVERS names no server {name}; `./build.sh --target=Test` sets it")
            : new ServerProgram(place, null);
    }

    public ReplicationSettings In(ReplicationSettings settings) =>
        IsPath ? settings with { Server = Place } : settings with { ServerVersion = Place };
}
