using System.Globalization;

namespace Cake.MySqlReplication.Verification;

/// <summary>The layers that say whether what the source commits arrives, from what was seen of a replica.</summary>
internal static class ArrivalLayers
{
    public static IReadOnlyList<VerificationLayer> Of(ReplicaReport report)
    {
        var hasReached = report.LagMilliseconds is not null;
        return
        [
            new("threads", report.Receiver == "Yes" && report.Applier == "Yes", $"receiver {report.Receiver}, applier {report.Applier}"),
            new("position", hasReached, report.AppliedPosition.Length == 0 ? "unknown" : report.AppliedPosition),
            new("arrival", hasReached && report.Problems.Count == 0, hasReached && report.Problems.Count == 0 ? "the check's row has arrived" : "the check's row has not arrived"),
            new("lag", hasReached, report.LagMilliseconds is { } lag ? string.Create(CultureInfo.InvariantCulture, $"{lag:0.#} ms") : "unknown"),
        ];
    }
}
