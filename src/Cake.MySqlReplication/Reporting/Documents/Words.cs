using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>What the kinds of things are called in a report.</summary>
internal static class Words
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.InSync => "In sync",
        Verdict.NotInSync => "Not in sync",
        Verdict.Failed => "Failed",
        _ => "Not verified",
    };

    public static string Of(ServerRole role) => role == ServerRole.Source ? "source" : "replica";

    public static string ClassOf(Verdict verdict) => verdict switch
    {
        Verdict.InSync => "good",
        Verdict.NotVerified => "unknown",
        _ => "bad",
    };

    public static string ClassOf(Health health) => health.ToString().ToLowerInvariant();

    /// <summary>Whether writes are taken, or why nothing is known.</summary>
    public static string Writes(ReportedServer server) => server switch
    {
        { Silence: not null } => "no answer",
        { IsReadOnly: true } => "refused",
        { IsReadOnly: false } => "taken",
        _ => "unknown",
    };

    /// <summary>A set of GTIDs with each server's UUID cut to its beginning, where it has one.</summary>
    public static string ShortGtids(string gtids) => string.Join(", ", gtids.Split(',', StringSplitOptions.TrimEntries).Select(set =>
        set.Length > 36 && set[8] == '-' && set[13] == '-' ? set[..8] + "…" + set[36..] : set));

    public static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
