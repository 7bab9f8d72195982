using Cake.MySqlReplication.Reporting.Live;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Live;

public sealed partial class LiveScreenTests : IDisposable
{
    private readonly FakeTerminal _terminal = new();
    private readonly LiveScreen _screen;

    public LiveScreenTests()
    {
        _terminal.Write("before\n");
        _screen = new LiveScreen(_terminal, errors: null);
    }

    public void Dispose()
    {
        _screen.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public void Lines_take_the_place_of_those_before()
    {
        Draw("one", "two, which is long", "three");
        Draw("ONE", "TWO");

        Assert.Equal(["before", "ONE", "TWO"], _terminal.Lines);
        Assert.False(_terminal.IsCursorVisible);
    }

    [Fact]
    public void What_is_written_meanwhile_stands_above_them()
    {
        Draw("one", "two");
        _screen.Output.WriteLine("a line of Cake's");
        _screen.Output.Write("begun, ");
        Draw("one", "two");
        _screen.Output.WriteLine("and ended");
        Draw("ONE");

        Assert.Equal(["before", "a line of Cake's", "begun, and ended", "ONE"], _terminal.Lines);
    }

    [Fact]
    public void A_terminal_cuts_what_has_become_too_long_for_it_and_wraps_what_others_write()
    {
        Draw("one");
        _screen.Output.WriteLine("a line of Cake's");
        Draw("two");

        Assert.Equal(["\e[?7lone", "\e[?7ltwo"], CutParts().Matches(_terminal.Written).Select(part => part.Value));
        Assert.EndsWith("\e[?7h", _terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_where_nothing_is_new()
    {
        Draw("one", "two");
        var written = _terminal.Written;

        Draw("one", "two");

        Assert.Equal(written, _terminal.Written);
    }

    [Fact]
    public void All_is_drawn_anew_when_the_terminal_has_another_size()
    {
        Draw("one");
        var written = _terminal.Written.Length;

        _screen.Draw(["one"], 40, 24);

        Assert.StartsWith("\r\e[J", _terminal.Written[written..], StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_end_nothing_is_left_but_what_others_wrote()
    {
        Draw("one", "two");
        _screen.Output.Write("last words");

        _screen.Dispose();
        Draw("too late");

        Assert.Equal(["before", "last words"], _terminal.Lines);
        Assert.True(_terminal.IsCursorVisible);
    }

    [Fact]
    public void Errors_go_to_their_own_writer_and_in_their_turn()
    {
        using var errors = new StringWriter();
        using var screen = new LiveScreen(_terminal, errors);
        screen.Draw(["one"], 80, 24);
        screen.Output.Write("first\n");
        screen.Errors!.Write("an error\n");
        Assert.Empty(errors.ToString());

        screen.Draw(["one"], 80, 24);

        Assert.Equal("an error\n", errors.ToString());
        Assert.Equal(["before", "first", "one"], _terminal.Lines);
    }

    private void Draw(params string[] lines) => _screen.Draw(lines, 80, 24);

    [System.Text.RegularExpressions.GeneratedRegex(@"\e\[\?7l\w+")]
    private static partial System.Text.RegularExpressions.Regex CutParts();
}
