using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>Says what a replica has that its sources have not: it is lost when the replica is made anew.</summary>
internal static class ReplicaLoss
{
    private const int Batch = 1000;

    // To read a long log event by event takes minutes.
    private const int MostBatches = 50;

    private const string Unlogged = "What was written to it without its binary log is lost, too, and cannot be listed.";

    /// <param name="topology">The topology.</param>
    /// <param name="replica">The replica, which may be down.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Sentences for whoever is about to lose it.</returns>
    public static async Task<string> DescribeAsync(Topology topology, string replica, CancellationToken cancellationToken)
    {
        var names = topology.LinksOf(replica).Select(link => link.Source).ToList();
        var concerned = topology with { Servers = [topology.Server(replica), .. names.Select(topology.Server)] };
        await using var sessions = await ServerSessions.OpenAnsweringAsync(concerned, cancellationToken).ConfigureAwait(false);
        if (!sessions.Has(replica) || !names.TrueForAll(sessions.Has))
            return "It does not answer, so that it is not known what it alone has: that is lost.";

        var (session, sources) = (sessions[replica], string.Join(" and ", names));
        try
        {
            if (topology.Positioning == Positioning.File && !topology.Server(replica).Version.IsMariaDb)
                return $"{await CountAsync(session, cancellationToken).ConfigureAwait(false)} {Unlogged}";
            var lost = await BeyondAsync(session, names.Select(name => sessions[name]), cancellationToken).ConfigureAwait(false);
            return lost.Length == 0
                ? $"It has no transaction that {sources} has not. {Unlogged}"
                : $"Of its transactions, {sources} has not these, and they are lost: {lost}. {Unlogged}";
        }
        catch (MySqlReplicationException failure)
        {
            return $"What it alone has is lost, and is not known: {failure.Message}";
        }
    }

    private static async Task<string> BeyondAsync(ServerConnection replica, IEnumerable<ServerConnection> sources, CancellationToken cancellationToken)
    {
        var own = await GtidsAsync(replica, replica.Dialect.History, cancellationToken).ConfigureAwait(false);
        // After the replica's: live sources run ahead of it.
        var theirs = new List<string>();
        foreach (var source in sources)
            theirs.Add(await GtidsAsync(source, source.Dialect.History, cancellationToken).ConfigureAwait(false));
        return await GtidsAsync(replica, replica.Dialect.Beyond(own, string.Join(',', theirs.Where(set => set.Length > 0))), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Without GTIDs, those in its own binary log that bear its own id: they did not come from a source.</summary>
    private static async Task<string> CountAsync(ServerConnection replica, CancellationToken cancellationToken)
    {
        var id = await replica.ScalarAsync("Reading its server id", "SELECT @@GLOBAL.server_id", cancellationToken).ConfigureAwait(false);
        var logs = await replica.RowsAsync("Listing the binary logs", DiagnosticQueries.BinaryLogs, cancellationToken).ConfigureAwait(false);
        var (count, batches) = (0, 0);
        foreach (var log in logs.Select(row => row["Log_name"]!))
        {
            for (var from = new BinaryLogPosition(log, BinaryLogPosition.StartOfFile); batches < MostBatches; batches++)
            {
                var events = await replica.RowsAsync(
                    "Reading binary log events", DiagnosticQueries.ShowBinaryLogEvents(from, Batch), cancellationToken).ConfigureAwait(false);
                count += events.Count(row => row["Server_id"] == id && IsEndOfTransaction(row["Event_type"], row["Info"]));
                if (events.Count < Batch)
                    break;
                from = new BinaryLogPosition(log, long.Parse(events[^1]["End_log_pos"]!, CultureInfo.InvariantCulture));
            }
        }

        var atLeast = batches < MostBatches ? "" : "at least ";
        return count == 0 && atLeast.Length == 0
            ? "Its binary log has no transaction that was written on it."
            : $"Its binary log has {atLeast}{count} transactions that were written on it: they are lost where no other server has them.";
    }

    /// <summary>A commit, or a statement that is a transaction by itself; rows are logged as rows.</summary>
    internal static bool IsEndOfTransaction(string? type, string? text) => type == "Xid" || (type == "Query" && text != "BEGIN");

    private static async Task<string> GtidsAsync(ServerConnection server, string query, CancellationToken cancellationToken) =>
        (await server.ScalarAsync("Comparing GTIDs", query, cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");
}
