using System.Globalization;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Reporting;

/// <summary>How to connect to each server, as environment variables.</summary>
internal static class ConnectionVariables
{
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<RunningServer> servers)
    {
        var variables = new Dictionary<string, string>();
        var (sources, replicas) = (0, 0);
        foreach (var server in servers)
        {
            var prefix = server.Role == ServerRole.Replica ? $"MYSQL_REPLICA_{++replicas}_" : ++sources == 1 ? "MYSQL_SOURCE_" : $"MYSQL_SOURCE_{sources}_";
            variables[prefix + "HOST"] = server.Host;
            variables[prefix + "PORT"] = server.Port.ToString(CultureInfo.InvariantCulture);
            variables[prefix + "USER"] = server.User;
            variables[prefix + "PASSWORD"] = server.Password.Reveal();
            variables[prefix + "CONNECTION_STRING"] = server.GetConnectionString();
        }

        return variables;
    }
}
