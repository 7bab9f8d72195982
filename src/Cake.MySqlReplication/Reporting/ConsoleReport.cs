using System.Globalization;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Reporting;

/// <summary>The verdict as lines for a build's log.</summary>
internal static class ConsoleReport
{
    public static IEnumerable<string> Lines(SyncReport report)
    {
        foreach (var source in report.Sources)
            yield return $"{report.Name}: {source.Name} at {source.Endpoint}, {source.Version}, {Position(source)}";
        foreach (var replica in report.Replicas)
        {
            yield return $"  {replica.Name} at {replica.Endpoint}, from {replica.Source}: {(replica.Problems.Count == 0 ? "in sync" : "NOT in sync")}, " +
                $"receiver {replica.Receiver}, applier {replica.Applier}, lag {Lag(replica)}";
            // By GTID the position is no measure: workers note it now and then, and it lags behind what they have applied.
            yield return $"    applied {(replica.Gtids.Length == 0 ? replica.AppliedPosition : "GTIDs " + replica.Gtids)}";
            if (replica.ApplierState.Length > 0)
                yield return $"    applier state: {replica.ApplierState}";
            foreach (var layer in replica.Layers.Where(layer => layer.Name is "transactions" or "schema" or "data"))
                yield return $"    {layer.Name}: {layer.Detail}";
        }
    }

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

    private static string Position(SourceReport source) => source.Position + (source.Gtids.Length == 0 ? "" : ", GTIDs " + source.Gtids);

    private static string Lag(ReplicaReport replica) =>
        (replica.LagMilliseconds is { } lag ? lag.ToString("0.#", CultureInfo.InvariantCulture) + " ms" : "unknown") +
        $" (server: {(replica.SecondsBehind is { } seconds ? seconds + " s" : "unknown")})";
}
