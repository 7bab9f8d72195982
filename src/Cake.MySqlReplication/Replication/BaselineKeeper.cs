using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Records what servers have before the user's work begins, and what of it goes with a role.</summary>
internal static class BaselineKeeper
{
    /// <summary>Records servers of which nothing is recorded yet.</summary>
    public static async Task RecordAsync(Topology topology, ServerSessions sessions, CancellationToken cancellationToken)
    {
        var baseline = Baseline.Read(topology.Paths);
        var missing = topology.Servers.Select(server => server.Name).Where(name => !baseline.Servers.ContainsKey(name)).ToList();
        if (missing.Count == 0)
            return;

        var contents = await Task.WhenAll(missing.Select(async name =>
            (name, await ServerContents.ReadAsync(sessions[name], cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        // One that joined later has what its source had by then, the user's things among it.
        var isFirst = baseline.Servers.Count == 0;
        foreach (var (name, content) in contents)
            baseline = baseline.With(name, isFirst ? content : content with { Schemas = [], Accounts = [] });
        baseline.Write(topology.Paths);
    }

    /// <summary>A server begins anew: what it had counts no more.</summary>
    public static void Forget(TopologyPaths paths, string server)
    {
        if (Baseline.Read(paths) is var baseline && baseline.Servers.ContainsKey(server))
            baseline.Without(server).Write(paths);
    }

    /// <summary>Records what servers' settings are by their present roles, after these have changed.</summary>
    public static void AdoptRoles(Topology topology)
    {
        var baseline = Baseline.Read(topology.Paths);
        foreach (var server in topology.Servers)
        {
            if (!baseline.Servers.TryGetValue(server.Name, out var known))
                continue;
            var isReadOnly = server.Role == ServerRole.Replica ? "ON" : "OFF";
            var variables = new Dictionary<string, string>(known.Variables) { ["read_only"] = isReadOnly };
            if (variables.ContainsKey("super_read_only"))
                variables["super_read_only"] = isReadOnly;
            foreach (var (name, value) in RoleVariables.Of(topology, server))
                variables[name] = value;
            baseline = baseline.With(server.Name, known with { Variables = variables });
        }

        baseline.Write(topology.Paths);
    }
}
