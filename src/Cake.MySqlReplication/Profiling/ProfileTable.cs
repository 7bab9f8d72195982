using System.Globalization;

namespace Cake.MySqlReplication.Profiling;

/// <summary>A profile as lines for a build's log.</summary>
internal static class ProfileTable
{
    private static readonly string[] Header = ["at ms", "took ms", "phase", "server"];

    /// <param name="phases">The phases, in the order of the lines.</param>
    /// <param name="elapsed">How long the run took as a whole.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<ProfiledPhase> phases, TimeSpan elapsed)
    {
        string[][] rows = [Header, .. phases.Select(Row), ["", Number(elapsed.TotalMilliseconds), "the run as a whole", ""]];
        var widths = Header.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
            yield return $"{row[0].PadLeft(widths[0])}  {row[1].PadLeft(widths[1])}  {row[2].PadRight(widths[2])}  {row[3]}".TrimEnd();
    }

    private static string[] Row(ProfiledPhase phase) =>
    [
        Number(phase.StartMilliseconds),
        Number(phase.Milliseconds),
        (phase.Phase.Length == 0 ? phase.Step : "  " + phase.Phase) + (phase.Times > 1 ? $" ({phase.Times} times)" : ""),
        phase.Server,
    ];

    private static string Number(double milliseconds) => milliseconds.ToString("0", CultureInfo.InvariantCulture);
}
