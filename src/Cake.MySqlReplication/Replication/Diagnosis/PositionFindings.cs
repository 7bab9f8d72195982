using System.Globalization;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>
/// Whether the source can serve the place that the replica asks for. A receiver that waits past the end of a file reports
/// that it runs, so the place is compared with the source's own list.
/// </summary>
internal static class PositionFindings
{
    /// <returns>Whether it explains what the receiver reports.</returns>
    public static async Task<bool> AddAsync(FindingList findings, ExaminedLink link, CancellationToken cancellationToken)
    {
        var isExplained = false;
        if (link.Status.UsesGtid)
            isExplained = await AddByGtidAsync(findings, link, cancellationToken).ConfigureAwait(false);
        else
            await link.Source.AskAsync(async source => isExplained = await AddByFileAsync(findings, link, source, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var isRecorded = link.Status.UsesGtid == (link.Topology.Positioning == Positioning.Gtid);
        if (!isExplained && !isRecorded)
        {
            var (present, recorded) = link.Status.UsesGtid ? ("GTID", "file and position") : ("file and position", "GTID");
            findings.Warn(link.Replica.Name, FindingKind.WrongPositioning, $"{link.Replica.Name} is positioned by {present}, where {recorded} is recorded: somebody re-pointed it.",
                "Run --target=Repair: it points the replica at its source as recorded.", link.ReceiverEvidence, link.Link.Channel);
        }

        return isExplained;
    }

    /// <summary>MySQL: what the replica lacks must be in the logs that are left. MariaDB finds a later log that will do.</summary>
    private static async Task<bool> AddByGtidAsync(FindingList findings, ExaminedLink link, CancellationToken cancellationToken)
    {
        var replica = link.Replica.Session!;
        if (link.Source.Variable("gtid_purged") is not { Length: > 0 } purged || replica.Dialect.MissingGtids(purged) is not { } query)
            return false;

        var missing = (await replica.ScalarAsync("Comparing GTIDs", query, cancellationToken).ConfigureAwait(false))?.ReplaceLineEndings("");
        if (string.IsNullOrEmpty(missing))
            return false;
        findings.Error(link.Replica.Name, FindingKind.PurgedBinaryLogs, $"{link.Source.Name} no longer has the binary logs that {link.Replica.Name} needs.",
            ReplicationErrors.Rebuild, [$"purged on {link.Source.Name} and lacking on {link.Replica.Name}: {missing}", .. link.ReceiverEvidence], link.Link.Channel);
        return true;
    }

    private static async Task<bool> AddByFileAsync(FindingList findings, ExaminedLink link, ServerConnection source, CancellationToken cancellationToken)
    {
        var asked = link.Status.Received;
        if (asked.File.Length == 0)
            return false;

        // Read after the replica's position: a live source runs ahead.
        var logs = await source.RowsAsync("Listing the binary logs", DiagnosticQueries.BinaryLogs, cancellationToken).ConfigureAwait(false);
        var sizes = logs.ToDictionary(log => log["Log_name"] ?? "", log => long.Parse(log["File_size"] ?? "0", CultureInfo.InvariantCulture));
        var (kind, cause) = await JudgeAsync(link, source, asked, sizes, cancellationToken).ConfigureAwait(false);
        if (kind is null)
            return false;

        var remedy = link.Topology.Positioning == Positioning.Gtid && kind != FindingKind.PurgedBinaryLogs
            ? "Run --target=Repair: it points the replica back at its source by GTID, so that it finds its place itself."
            : $"The replica's place is lost. {ReplicationErrors.Rebuild}";
        string[] evidence = [$"{link.Source.Name} has {string.Join(", ", sizes.Select(log => $"{log.Key} ({log.Value} bytes)").TakeLast(8))}", .. link.ReceiverEvidence];
        findings.Error(link.Replica.Name, kind.Value, cause, remedy, evidence, link.Link.Channel);
        return true;
    }

    private static async Task<(FindingKind? Kind, string Cause)> JudgeAsync(
        ExaminedLink link, ServerConnection source, BinaryLogPosition asked, Dictionary<string, long> sizes, CancellationToken cancellationToken)
    {
        var (replica, name) = (link.Replica.Name, link.Source.Name);
        if (!sizes.TryGetValue(asked.File, out var size))
        {
            return sizes.Keys.FirstOrDefault() is { } first && new BinaryLogPosition(first, asked.Offset + 1).HasReached(asked)
                ? (FindingKind.PurgedBinaryLogs, $"{name} no longer has the binary log {asked.File} that {replica} needs: its first is {first}.")
                : (FindingKind.PositionUnknown, $"{replica} asks for the binary log {asked.File}, which {name} does not have.");
        }

        if (asked.Offset > size)
            return (FindingKind.PositionPastEnd, $"{replica} asks for {asked}, past the end of that file, which has {size} bytes: it waits there for what never comes.");
        // Looked at only where the source has refused it: a server reads the file up to there.
        return link.Status.Receiver != "Yes" && link.Status.ReceiverErrorNumber is 1236 or 13114 && asked.Offset < size &&
            !await EventPlaces.IsStartOfEventAsync(source, asked, cancellationToken).ConfigureAwait(false)
                ? (FindingKind.PositionInsideEvent, $"{replica} asks for {asked} on {name}, where no event begins.")
                : (null, "");
    }
}
