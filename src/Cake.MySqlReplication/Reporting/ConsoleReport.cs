using System.Globalization;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Reporting;

/// <summary>The verdict as lines for a build's log.</summary>
internal static class ConsoleReport
{
    private static readonly string[] Header = ["server", "role", "address", "version", "from", "state", "lag"];

    /// <summary>The verdict, a table of the servers, what was compared, and all that is known of those that are not in sync.</summary>
    public static IEnumerable<string> Lines(SyncReport report)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{report.Name}: {State(report.IsInSync)} ({report.DurationMilliseconds:0} ms)");
        foreach (var line in TextTable.Lines([Header, .. Rows(report)]))
            yield return "  " + line;
        foreach (var replica in report.Replicas)
        {
            if (string.Join("; ", replica.Layers.Where(layer => layer.Name is "transactions" or "schema" or "data").Select(layer => $"{layer.Name}: {layer.Detail}")) is { Length: > 0 } compared)
                yield return $"  {replica.Name}: {compared}";
        }

        foreach (var line in report.Replicas.Where(replica => replica.Problems.Count > 0).SelectMany(Details))
            yield return "  " + line;
    }

    /// <summary>The rest: positions of all servers that are as they should be, and what their threads do.</summary>
    public static IEnumerable<string> Details(SyncReport report) =>
    [
        .. report.Sources.Select(source => $"{source.Name}: {Position(source)}"),
        .. report.Replicas.Where(replica => replica.Problems.Count == 0).SelectMany(Details),
    ];

    public static IEnumerable<string> Lines(PromotionReport report)
    {
        yield return $"{report.Name}: {report.NewSource} is the source in place of {report.OldSource} ({report.Kind.ToString().ToLowerInvariant()}).";
        if (report.HoldMilliseconds is { } held)
            yield return string.Create(CultureInfo.InvariantCulture, $"  Nobody could write for {held:0.#} ms; all that can follow do after {report.DurationMilliseconds:0} ms.");
        if (report.Kind == PromotionKind.Failover)
        {
            yield return report.NotSaved switch
            {
                null => $"  Whether {report.OldSource} alone has transactions is not known.",
                "" => $"  {report.OldSource} has no transactions that are not on {report.NewSource}.",
                _ => $"  NOT saved, on {report.OldSource} alone: {report.NotSaved}",
            };
        }
    }

    public static IEnumerable<string> Lines(ResetReport report)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Name}: dropped {report.Schemas.Count} schemas and {report.Accounts.Count} accounts, set back {report.Settings.Count} settings ({report.DurationMilliseconds:0} ms).");
        foreach (var (what, names) in new[] { ("schemas", report.Schemas), ("accounts", report.Accounts), ("settings", report.Settings) })
        {
            if (names.Count > 0)
                yield return $"  {what}: {string.Join(", ", names)}";
        }
    }

    /// <summary>In a ring every source is a replica, too: it has a row for each that it follows, and none besides.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows(SyncReport report)
    {
        var sources = report.Sources.Select(source => source.Name).ToHashSet();
        foreach (var source in report.Sources.Where(source => report.Replicas.All(replica => replica.Name != source.Name)))
            yield return [source.Name, "source", source.Endpoint, source.Version, "", "", ""];
        foreach (var replica in report.Replicas)
        {
            yield return
            [
                replica.Name, sources.Contains(replica.Name) ? "source" : "replica", replica.Endpoint, replica.Version, replica.Source,
                State(replica.Problems.Count == 0), Lag(replica.LagMilliseconds),
            ];
        }
    }

    private static IEnumerable<string> Details(ReplicaReport replica)
    {
        yield return $"{replica.Name}: receiver {replica.Receiver}, applier {replica.Applier}, server's own lag {(replica.SecondsBehind is { } seconds ? seconds + " s" : "unknown")}";
        // By GTID the position is no measure: workers note it now and then, and it lags behind what they have applied.
        yield return $"{replica.Name}: applied {(replica.Gtids.Length == 0 ? replica.AppliedPosition : "GTIDs " + replica.Gtids)}";
        if (replica.ApplierState.Length > 0)
            yield return $"{replica.Name}: applier state: {replica.ApplierState}";
    }

    private static string State(bool isInSync) => isInSync ? "in sync" : "NOT in sync";

    private static string Position(SourceReport source) => source.Position + (source.Gtids.Length == 0 ? "" : ", GTIDs " + source.Gtids);

    private static string Lag(double? milliseconds) => milliseconds is { } lag ? lag.ToString("0.#", CultureInfo.InvariantCulture) + " ms" : "unknown";
}
