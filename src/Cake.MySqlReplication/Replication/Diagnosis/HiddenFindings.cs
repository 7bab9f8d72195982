using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>What makes data differ while replication reports that all is well: filters, skipped errors, writes on the replica.</summary>
internal static class HiddenFindings
{
    private static readonly string[] SourceFilters = ["Binlog_Do_DB", "Binlog_Ignore_DB"];

    public static async Task AddAsync(
        FindingList findings, Topology topology, ExaminedServer replica, IReadOnlyDictionary<string, ExaminedServer> servers, CancellationToken cancellationToken)
    {
        AddSkippedErrors(findings, topology, replica);
        foreach (var link in topology.LinksOf(replica.Name))
        {
            var status = await ReplicaInspector.ReadAsync(replica.Session!, link.Channel, cancellationToken).ConfigureAwait(false);
            // What was asked for hides nothing from whoever asked.
            if (status?.Filters is { Count: > 0 } filters && topology.Asked.ReplicateOnly.Count + topology.Asked.ReplicateIgnore.Count == 0)
                AddFilter(findings, topology, replica.Name, $"A replication filter on {replica.Name} hides changes of {link.Source}.", filters);
            await servers[link.Source].AskAsync(source => AddSourceFilterAsync(findings, topology, source, cancellationToken)).ConfigureAwait(false);
        }

        // What is written on one server of a ring comes to the others: its own transactions are no errant ones.
        var sources = topology.LinksOf(replica.Name).Select(link => servers[link.Source]).ToList();
        if (sources.TrueForAll(source => source.Session is not null && !Flow.Behind(topology, replica.Name).Contains(source.Name)))
            await AddErrantAsync(findings, topology, replica, sources, servers, cancellationToken).ConfigureAwait(false);
    }

    private static void AddSkippedErrors(FindingList findings, Topology topology, ExaminedServer replica)
    {
        var skipped = replica.Variable("replica_skip_errors", "slave_skip_errors");
        var mode = replica.Variable("replica_exec_mode", "slave_exec_mode");
        var evidence = new List<string>();
        if (skipped is not ("" or "OFF"))
            evidence.Add("skip errors: " + skipped);
        if (mode.Equals("IDEMPOTENT", StringComparison.OrdinalIgnoreCase))
            evidence.Add("exec mode: IDEMPOTENT skips 1032 and 1062");
        if (evidence.Count > 0)
        {
            findings.Warn(replica.Name, FindingKind.SkippedErrors, $"{replica.Name} skips errors: where it did, its rows differ from its source's, and nobody was told.",
                topology.Asked.SkipDuplicateKeys
                    ? "It was asked for by --skip-duplicate-keys. Run --target=Teardown and start afresh without it."
                    : Away(topology, replica.Name, "skip-errors"),
                evidence);
        }
    }

    private static void AddFilter(FindingList findings, Topology topology, string server, string cause, IEnumerable<string> evidence) =>
        findings.Warn(server, FindingKind.Filter, cause, Away(topology, server, "replicate-", "binlog-do", "binlog-ignore"), evidence);

    private static async Task AddSourceFilterAsync(FindingList findings, Topology topology, ServerConnection source, CancellationToken cancellationToken)
    {
        var rows = await source.RowsAsync("Reading the binary log's state", source.Dialect.ShowSourceStatus, cancellationToken).ConfigureAwait(false);
        var set = SourceFilters.Where(filter => rows.Count > 0 && !string.IsNullOrEmpty(rows[0].GetValueOrDefault(filter))).Select(filter => $"{filter} = {rows[0][filter]}").ToList();
        if (set.Count > 0 && findings.Find(source.Server.Name, FindingKind.Filter) is null)
            AddFilter(findings, topology, source.Server.Name, $"A filter keeps changes out of the binary log of {source.Server.Name}, and so from its replicas.", set);
    }

    /// <summary>What was asked for comes back at every start; what was not goes with a restart on the recorded option file.</summary>
    private static string Away(Topology topology, string server, params string[] options)
    {
        var asked = topology.Asked.ServerOptions.FirstOrDefault(option =>
            (option.Server is null || option.Server == server) && options.Any(name => option.Name.Replace('_', '-').Contains(name, StringComparison.OrdinalIgnoreCase)));
        return asked is not null
            ? $"Remove {asked.Name} from --server-option, run --target=Teardown and start afresh."
            : "Run --target=Repair --repair=rebuild: it restarts the server as recorded, without that, and makes the replica anew from its source.";
    }

    /// <summary>Those of the source that it no longer has itself, and those of the replica's own.</summary>
    private static async Task AddErrantAsync(
        FindingList findings, Topology topology, ExaminedServer replica, List<ExaminedServer> sources, IReadOnlyDictionary<string, ExaminedServer> servers,
        CancellationToken cancellationToken)
    {
        var session = replica.Session!;
        var isMariaDb = replica.Spec.Version.IsMariaDb;
        if (topology.Positioning != Positioning.Gtid && !isMariaDb)
            return;

        var own = await GtidsAsync(session, session.Dialect.History, cancellationToken).ConfigureAwait(false);
        // After the replica's: live sources run ahead of it.
        var theirs = new List<string>();
        foreach (var source in sources)
            await source.AskAsync(async asked => theirs.Add(await GtidsAsync(asked, asked.Dialect.History, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        if (theirs.Count < sources.Count || sources.Exists(source => source.Spec.Version.IsMariaDb != isMariaDb))
            return;

        var query = session.Dialect.Beyond(own, string.Join(',', theirs.Where(set => set.Length > 0)));
        var unknown = await GtidsAsync(session, query, cancellationToken).ConfigureAwait(false);
        var (lost, errant) = isMariaDb
            ? Split(unknown, gtid => gtid.Split('-') is not [_, var server, _] || server != $"{replica.Spec.ServerId}")
            : Split(unknown, set => servers.Values.Where(server => server != replica).Select(server => server.Variable("server_uuid")).Any(uuid => uuid.Length > 0 && set.Contains(uuid, StringComparison.OrdinalIgnoreCase)));
        if (lost.Length > 0 && findings.Find(replica.Name, FindingKind.SourceReset, FindingKind.SameServerUuid) is null)
        {
            findings.Error(replica.Name, FindingKind.SourceReset, $"{replica.Name} has transactions of {string.Join(", ", sources.Select(source => source.Name))} that are not there any more: the source was reset, or lost data.",
                ReplicationErrors.Rebuild, [$"only on {replica.Name}: {lost}"]);
        }

        if (errant.Length == 0)
            return;

        string[] evidence = [$"only on {replica.Name}: {errant}"];
        if (findings.Find(replica.Name, FindingKind.ErrantTransactions) is { } known)
        {
            findings.AddEvidence(known, evidence);
        }
        else
        {
            findings.Error(replica.Name, FindingKind.ErrantTransactions, $"{replica.Name} has transactions of its own: somebody wrote to it.",
                "What they wrote is on no other server, and is lost by this: " + ReplicationErrors.Rebuild, evidence);
        }
    }

    /// <summary>What bears a source's UUID, on MariaDB what does not bear the replica's own id, was written on a source once.</summary>
    private static (string Lost, string Errant) Split(string gtids, Func<string, bool> isOfSource)
    {
        var sets = gtids.Split(',', StringSplitOptions.RemoveEmptyEntries).ToLookup(isOfSource);
        return (string.Join(',', sets[true]), string.Join(',', sets[false]));
    }

    private static async Task<string> GtidsAsync(ServerConnection server, string query, CancellationToken cancellationToken) =>
        (await server.ScalarAsync("Reading GTIDs", query, cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");
}
