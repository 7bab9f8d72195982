using System.Globalization;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Dialects;

/// <summary>
/// What <see cref="OptionFile"/> sets by a server's role and a running server can change, but for read_only: for a server
/// whose role changes while it runs. It counts for topologies with one source.
/// </summary>
internal static class RoleVariables
{
    public static IReadOnlyList<(string Name, string Value)> Of(Topology topology, ServerSpec server)
    {
        var isReplica = server.Role == ServerRole.Replica;
        var variables = new List<(string Name, string Value)>
        {
            ("auto_increment_increment", Text(isReplica ? OptionFile.KeyStep(topology, ServerRole.Replica) : 1)),
            ("auto_increment_offset", Text(isReplica ? server.ServerId : 1)),
        };
        if (server.Version.IsMariaDb)
            variables.Add(("gtid_strict_mode", isReplica ? "ON" : "OFF"));
        return [.. variables.Where(variable => !IsAskedFor(topology, server, variable.Name))];
    }

    /// <summary>Whether the user has set the option: then it is not the role's.</summary>
    private static bool IsAskedFor(Topology topology, ServerSpec server, string name) => topology.Asked.ServerOptions.Any(option =>
        option.Name.Replace('-', '_') == name && (option.Server is null || option.Server == server.Name));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
