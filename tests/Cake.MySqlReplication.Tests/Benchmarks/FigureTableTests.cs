using System.Text.Json;
using Cake.MySqlReplication.Benchmarks.Figures;
using Xunit;

namespace Cake.MySqlReplication.Tests.Benchmarks;

public sealed class FigureTableTests
{
    private static readonly Measured Ours = new("VerifySync, tasks", "ms", [1379, 1400, 1300]);
    private static readonly Measured Theirs = new("shell script", "ms", [9026, 9100, 9000]);

    private static readonly ScenarioResult Result = new(
        "warm", "1+1 in Docker", [new(Ours, Theirs, 0.16), new(Ours, Theirs, 0.1), new(Theirs), new(new("memory", "MB", [9.876]), Wanted: 10)], ["a peer is missing"], Failure: null);

    [Fact]
    public void A_line_has_the_figures_the_ratio_and_what_is_wanted()
    {
        var lines = FigureTable.Markdown(Result).Split('\n');

        Assert.Equal("## warm: 1+1 in Docker", lines[0]);
        Assert.Equal("| what              |  median |  min |  max | runs | against      | ratio | wanted    |             |", lines[2]);
        Assert.Equal("| ----------------- | ------: | ---: | ---: | ---: | ------------ | ----: | --------- | ----------- |", lines[3]);
        Assert.Equal("| VerifySync, tasks | 1379 ms | 1300 | 1400 |    3 | shell script | 0.153 | ≤ 0.16    | reached     |", lines[4]);
        Assert.Equal("| VerifySync, tasks | 1379 ms | 1300 | 1400 |    3 | shell script | 0.153 | ≤ 0.10    | NOT reached |", lines[5]);
        Assert.Equal("| shell script      | 9026 ms | 9000 | 9100 |    3 |              |       |           |             |", lines[6]);
        Assert.Equal("| memory            | 9.88 MB | 9.88 | 9.88 |    1 |              |       | ≤ 10.0 MB | reached     |", lines[7]);
        Assert.Equal("- a peer is missing", lines[8]);
    }

    [Fact]
    public void A_failure_stands_beside_what_was_measured_until_then()
    {
        var text = FigureTable.Markdown(Result with { Failure = "docker ended\nwith exit code 1" });

        Assert.Contains("| shell script ", text, StringComparison.Ordinal);
        Assert.EndsWith("- FAILED: docker ended with exit code 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_read_the_samples_and_what_comes_of_them()
    {
        var report = new BenchReport("Linux, 2 processors", new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero), [Result]);

        var scenario = JsonDocument.Parse(report.ToJson()).RootElement.GetProperty("scenarios")[0];

        var figure = scenario.GetProperty("figures")[0];
        Assert.Equal("warm", scenario.GetProperty("name").GetString());
        Assert.Equal(3, figure.GetProperty("value").GetProperty("samples").GetArrayLength());
        Assert.Equal(1379, figure.GetProperty("value").GetProperty("median").GetDouble());
        Assert.Equal("shell script", figure.GetProperty("peer").GetProperty("name").GetString());
        Assert.Equal(1379 / 9026.0, figure.GetProperty("ratio").GetDouble());
        Assert.True(figure.GetProperty("isReached").GetBoolean());
        Assert.StartsWith("# Benchmarks\n\nLinux, 2 processors; 2025-01-02 03:04 UTC.", FigureTable.Markdown(report), StringComparison.Ordinal);
    }
}
