using System.Globalization;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Campaigns;

/// <summary>
/// What campaigns have in common: they take long and run when they are asked for, by the target Soak, which also says how often they
/// do what they do. What they measure goes to the console and, row by row, to a table for each.
/// </summary>
internal static class Campaign
{
    private static readonly Lock Writing = new();
    private static readonly HashSet<string> Begun = [];

    public static TheoryData<string> Everywhere => Places(EngineKind.Process, EngineKind.Docker);

    public static TheoryData<string> AsProcesses => Places(EngineKind.Process);

    /// <summary>How often to do what a campaign does.</summary>
    /// <param name="usual">The number where none was asked for.</param>
    public static int Rounds(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("MYSQL_REPLICATION_SOAK_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : usual;

    /// <summary>Adds a row to a campaign's table.</summary>
    public static void Report(string campaign, params IReadOnlyList<(string Column, object? Value)> row)
    {
        var cells = row.Select(cell => Convert.ToString(cell.Value, CultureInfo.InvariantCulture)!.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal));
        TestContext.Current.SendDiagnosticMessage("{0}: {1}", campaign, string.Join("; ", row.Zip(cells, (cell, text) => $"{cell.Column} {text}")));
        if (Environment.GetEnvironmentVariable("MYSQL_REPLICATION_SOAK_FOLDER") is not { Length: > 0 } folder)
            return;

        lock (Writing)
        {
            var file = Path.Combine(folder, campaign + ".md");
            if (Begun.Add(campaign))
                File.WriteAllText(file, $"# {campaign}\n\n{Line(row.Select(cell => cell.Column))}{Line(row.Select(_ => "---"))}");
            File.AppendAllText(file, Line(cells));
        }
    }

    /// <summary>The median, the least and the most of some milliseconds.</summary>
    public static string Spread(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Count / 2]:0} ({sorted[0]:0} to {sorted[^1]:0})");
    }

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    private static TheoryData<string> Places(params EngineKind[] engines) =>
        [.. engines.SelectMany(engine => TestServer.All.Select(server => new TestPlace(engine, server.Data).ToString()))];
}
