using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Takes away what came to the servers since replication was configured first: schemas, accounts, settings.</summary>
internal sealed class TopologyReset(Topology topology, ServerSessions sessions, TimeProvider clock)
{
    private readonly Baseline _baseline = Baseline.Read(topology.Paths);
    private readonly List<string> _schemas = [];
    private readonly List<string> _accounts = [];

    public async Task<ResetReport> RunAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var deadline = new Deadline(clock, topology.LongestSyncTimeout(), "--sync-timeout");
        sessions.Deadline = deadline;
        var settings = await Task.WhenAll(topology.Servers
            .Where(server => _baseline.Servers.ContainsKey(server.Name))
            .Select(server => ResetSettingsAsync(server.Name, cancellationToken))).ConfigureAwait(false);
        // One after the other: what one source drops, another one may get by replication.
        foreach (var source in topology.Servers.Where(server => server.Role == ServerRole.Source))
        {
            await DropAsync(sessions[source.Name], cancellationToken).ConfigureAwait(false);
            await new Followers(topology, sessions).AllAsync(source.Name, deadline, cancellationToken).ConfigureAwait(false);
        }

        await Task.WhenAll(topology.Links.Select(link => link.Replica).Distinct().Select(replica => CleanAsync(sessions[replica], cancellationToken))).ConfigureAwait(false);
        return new ResetReport
        {
            Name = topology.Name,
            Schemas = [.. _schemas.Distinct().Order(StringComparer.Ordinal)],
            Accounts = [.. _accounts.Distinct().Order(StringComparer.Ordinal)],
            Settings = [.. settings.SelectMany(each => each.SetBack)],
            Problems = [.. settings.SelectMany(each => each.Problems)],
            DurationMilliseconds = Math.Round(clock.GetElapsedTime(start).TotalMilliseconds, 1),
        };
    }

    private async Task<(IEnumerable<string> SetBack, IReadOnlyList<string> Problems)> ResetSettingsAsync(string server, CancellationToken cancellationToken)
    {
        var (setBack, problems) = await SettingsReset.RunAsync(sessions[server], _baseline.Servers[server], cancellationToken).ConfigureAwait(false);
        return (setBack.Select(name => $"{server}: {name}"), problems);
    }

    /// <summary>What is on a replica alone goes without a trace in its binary log.</summary>
    private async Task CleanAsync(ServerConnection replica, CancellationToken cancellationToken)
    {
        var statements = await StatementsAsync(replica, cancellationToken).ConfigureAwait(false);
        if (statements.Count == 0)
            return;

        const string Purpose = "Dropping what the replica alone has";
        var isProtected = replica.Dialect.HasSuperReadOnly &&
            await replica.ScalarAsync(Purpose, "SELECT @@GLOBAL.super_read_only", cancellationToken).ConfigureAwait(false) == "1";
        if (isProtected)
            await replica.ExecuteAsync(Purpose, "SET GLOBAL super_read_only = OFF", cancellationToken).ConfigureAwait(false);
        try
        {
            await replica.ExecuteAllAsync(Purpose, ["SET SESSION sql_log_bin = 0", .. statements], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isProtected)
                await replica.ExecuteAsync(Purpose, "SET GLOBAL super_read_only = ON", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task DropAsync(ServerConnection server, CancellationToken cancellationToken) => await server.ExecuteAllAsync(
        "Dropping what came since the start", await StatementsAsync(server, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Schemas first: an account that is the definer of something cannot be dropped.</summary>
    private async Task<IReadOnlyList<string>> StatementsAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        var schemas = (await ServerContents.SchemasAsync(server, cancellationToken).ConfigureAwait(false)).Except(_baseline.Schemas).ToList();
        var known = _baseline.Accounts.ToHashSet();
        var accounts = (await ServerContents.AccountsAsync(server, cancellationToken).ConfigureAwait(false))
            .Where(account => !known.Contains(account.ToString()) && account.User != topology.Asked.ReplicationUser && account.User != "root").ToList();
        lock (_schemas)
        {
            _schemas.AddRange(schemas);
            _accounts.AddRange(accounts.Select(account => account.ToString()));
        }

        var statements = new List<string>();
        if (schemas.Count > 0)
            statements.Add("SET SESSION foreign_key_checks = 0");
        // Where a server has several sources, both may have had it: what replicates the second drop must not stop for it.
        statements.AddRange(schemas.Select(schema => $"DROP DATABASE IF EXISTS {Sql.Identifier(schema)}"));
        if (accounts.Where(account => !account.IsRoleOfMariaDb).ToList() is { Count: > 0 } users)
            statements.AddRange(server.Dialect.DropUsers([.. users.Select(user => user.Sql)]));
        if (accounts.Where(account => account.IsRoleOfMariaDb).ToList() is { Count: > 0 } roles)
            statements.Add("DROP ROLE IF EXISTS " + string.Join(", ", roles.Select(role => role.Sql)));
        return statements;
    }
}
