using Cake.MySqlReplication.Reporting.Live;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Live;

public sealed class FrameRendererTests
{
    private static readonly LiveFrame Frame = new(
        "orders: starting servers",
        TimeSpan.FromSeconds(3.44),
        [
            new("master", "127.0.0.1:3307", LiveState.Working, "boot until it answers", TimeSpan.FromSeconds(2.31), "InnoDB: initialization has ended, and 日本語 are wide characters"),
            new("slave", "127.0.0.1:3308", LiveState.Done, "accounts", TimeSpan.FromSeconds(75), ""),
            new("slave2", "127.0.0.1:3309", LiveState.Idle, "", TimeSpan.Zero, ""),
        ],
        [new("Fetching MySQL 9.7.4 from Debian sid", 38_140_000, 61_700_000, "", 4_230_000), new("Pulling mysql:9.7", 3, 12, "layers", 1)]);

    [Fact]
    public void A_wide_terminal_shows_all()
    {
        Assert.Equal(
            [
                "── orders: starting servers  3.4 s " + new string('─', 65),
                "● master  127.0.0.1:3307  boot until it answers  2.3 s  InnoDB: initialization has ended, and 日本語 are wide characters",
                "✓ slave   127.0.0.1:3308  done                    75 s",
                "· slave2  127.0.0.1:3309",
                "Fetching MySQL 9.7.4 from Debian sid  ━━━━━━━━━━━━━━━━━━────────────  38.1 of 61.7 MB  4.2 MB/s",
                "Pulling mysql:9.7  ━━━━━━━───────────────────────  3 of 12 layers",
            ],
            Render(199).Select(line => line.TrimEnd()));
    }

    [Fact]
    public void Eighty_columns_cut_the_logs_line_off()
    {
        var lines = Render(79);

        Assert.EndsWith("boot until it answers  2.3 s  InnoDB: initialization…", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("38.1 of 61.7 MB  4.2 MB/s", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_terminal_has_no_room_for_addresses_and_logs() =>
        Assert.Equal("● master  boot until it answers  2.3 s", Render(49)[1].TrimEnd());

    [Fact]
    public void No_line_is_wider_than_the_terminal()
    {
        for (var width = 1; width <= 210; width++)
            Assert.All(Render(width), line => Assert.InRange(line.Sum(character => character > '⺀' ? 2 : 1), 0, width));
    }

    [Fact]
    public void Where_colours_are_not_wanted_there_are_no_escape_sequences()
    {
        Assert.DoesNotContain(Render(120), line => line.Contains('\e', StringComparison.Ordinal));
        using var coloured = new FrameRenderer(isColoured: true, isUnicode: true);
        Assert.Contains("\e[", coloured.Render(Frame, 120, 24)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_terminal_shows_no_more_than_ASCII_signs_and_bars_are_that()
    {
        using var ascii = new FrameRenderer(isColoured: false, isUnicode: false);
        var lines = ascii.Render(Frame, 199, 24);

        Assert.StartsWith("* master", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("+ slave ", lines[2], StringComparison.Ordinal);
        Assert.Contains("=======---", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void A_low_terminal_shows_servers_with_which_something_is_done_and_says_how_many_are_left_out()
    {
        var servers = Enumerable.Range(1, 32).Select(number => new LiveServer(
            $"slave{number}", "", number == 30 ? LiveState.Working : number > 20 ? LiveState.Done : LiveState.Idle, "launch", TimeSpan.Zero, ""));
        using var renderer = new FrameRenderer(isColoured: false, isUnicode: true);

        var lines = renderer.Render(Frame with { Servers = [.. servers], Transfers = [] }, 80, 6);

        Assert.Equal(6, lines.Count);
        Assert.StartsWith("● slave30", lines[4], StringComparison.Ordinal);
        Assert.Equal("  and 28 more, 11 of 32 done", lines[5]);
    }

    [Fact]
    public void A_transfer_whose_end_is_not_known_has_no_bar()
    {
        using var renderer = new FrameRenderer(isColoured: false, isUnicode: true);

        var lines = renderer.Render(Frame with { Servers = [], Transfers = [new("Fetching a list", 2_000_000, null, "", 1_000_000)] }, 80, 24);

        Assert.Equal("Fetching a list  2.0 MB  1.0 MB/s", lines[1]);
    }

    private static IReadOnlyList<string> Render(int width)
    {
        using var renderer = new FrameRenderer(isColoured: false, isUnicode: true);
        return renderer.Render(Frame, width, 24);
    }
}
