using System.Text.RegularExpressions;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>What a build shows on a real terminal.</summary>
public sealed class LiveViewTests : IAsyncDisposable
{
    private const string Signs = "●✓·";

    private readonly Sandbox _sandbox = new();
    private readonly BuildRun _build;

    public LiveViewTests()
    {
        _build = new BuildRun(_sandbox);
        foreach (var variable in new[] { "NO_COLOR", "CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "JENKINS_URL" })
            _build.Environment[variable] = null;
    }

    private string Title => $"── {_sandbox.Name}: starting servers ";

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task While_it_works_every_server_has_a_line_and_in_the_end_only_the_result_is_left()
    {
        _build.UseOwnCache();
        await using var terminal = await StartAsync(80, "VerifySync");

        await AssertShowsServersAsync(terminal, 80);
        Assert.False(await terminal.HasCursorAsync());

        var (lines, exitCode) = await terminal.EndAsync();
        Assert.Equal("0", exitCode);
        await AssertNothingIsLeftOfItAsync(terminal, lines);
        Assert.Contains(lines, line => line.Contains(": in sync (", StringComparison.Ordinal));
        Assert.Matches(@"\e\[[0-9;]*m●", await terminal.RecordedAsync());
        foreach (var server in new[] { "master", "slave", "slave2" })
            Assert.Single(lines, line => line.StartsWith($"{server} answers on port ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_terminal_that_is_resized_meanwhile_is_left_with_no_piece_of_it()
    {
        _build.UseOwnCache();
        await using var terminal = await StartAsync(200, "VerifySync");
        await AssertShowsServersAsync(terminal, 200);
        foreach (var width in new[] { 80, 40, 120 })
        {
            await terminal.ResizeAsync(width);
            await terminal.WaitAsync(lines => HasView(lines) && Servers(lines).All(line => line.Length < width));
        }

        var (lines, exitCode) = await terminal.EndAsync();
        Assert.Equal("0", exitCode);
        await AssertNothingIsLeftOfItAsync(terminal, lines);
    }

    [Fact]
    public async Task Ctrl_c_takes_it_away_and_gives_the_cursor_back()
    {
        _build.UseOwnCache();
        await using var terminal = await StartAsync(80, "VerifySync");
        await terminal.WaitAsync(HasView);

        await terminal.TypeAsync("C-c");

        var (lines, exitCode) = await terminal.EndAsync();
        Assert.Equal("1", exitCode);
        Assert.Contains(lines, line => line.Contains("Cancelled.", StringComparison.Ordinal));
        await AssertNothingIsLeftOfItAsync(terminal, lines);
    }

    [Fact]
    public async Task SIGTERM_does_so_too_and_without_colours_nothing_was_coloured()
    {
        _build.UseOwnCache();
        _build.Environment["NO_COLOR"] = "1";
        await using var terminal = await StartAsync(80, "VerifySync");
        await terminal.WaitAsync(HasView);

        await terminal.SignalAsync("TERM");

        var (lines, exitCode) = await terminal.EndAsync();
        Assert.Equal("1", exitCode);
        await AssertNothingIsLeftOfItAsync(terminal, lines);
        Assert.DoesNotMatch(@"\e\[[0-9;]*m.*●", await terminal.RecordedAsync());
    }

    [Theory]
    [InlineData("CI", "true", "normal")]
    [InlineData("TERM", "dumb", "normal")]
    [InlineData("CI", "", "quiet")]
    public async Task Where_nobody_looks_or_nothing_can_be_drawn_there_are_plain_lines_or_none(string variable, string value, string verbosity)
    {
        await using var terminal = await StartAsync(80, "VerifySync", ["env", $"{variable}={value}"], $"--verbosity={verbosity}");

        var (_, exitCode) = await terminal.EndAsync();

        var record = await terminal.RecordedAsync();
        Assert.Equal("0", exitCode);
        Assert.DoesNotContain("\e[?25l", record, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[J", record, StringComparison.Ordinal);
        Assert.DoesNotContain("starting servers", record, StringComparison.Ordinal);
        Assert.Equal(verbosity == "normal", record.Contains("in sync", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_library_that_draws_a_build_goes_on_with_plain_lines()
    {
        _build.UseOwnCache();
        var built = Path.GetDirectoryName(Repository.PathOfBuilt("Build"))!;
        var copy = Directory.CreateDirectory(Path.Combine(_sandbox.Folder, "build")).FullName;
        foreach (var file in Directory.GetFiles(built))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        File.Copy(Path.Combine(built, "Cake.Core.dll"), Path.Combine(copy, "Spectre.Console.dll"), overwrite: true);
        _build.Program = Path.Combine(copy, "Build.dll");
        await using var terminal = await StartAsync(80, "VerifySync");

        var (lines, exitCode) = await terminal.EndAsync();

        Assert.Equal("0", exitCode);
        await AssertNothingIsLeftOfItAsync(terminal, lines);
        Assert.DoesNotContain("starting servers", await terminal.RecordedAsync(), StringComparison.Ordinal);
    }

    private Task<Tmux> StartAsync(int width, string target, params string[] arguments) => StartAsync(width, target, [], arguments);

    private Task<Tmux> StartAsync(int width, string target, string[] before, params string[] arguments)
    {
        var place = TestPlace.QuickestProcess;
        Assert.SkipWhen(place.Obstacle is not null, place.Obstacle ?? "");
        return Tmux.StartAsync(
            _sandbox.Folder, width, _build.Environment, [.. before, "dotnet", .. _build.Words(target, [.. place.Arguments, "--replicas=2", .. arguments])]);
    }

    private bool HasView(string[] lines) => lines.Any(line => line.StartsWith(Title, StringComparison.Ordinal)) && Servers(lines).Any(line => line[0] == '●');

    private static IEnumerable<string> Servers(string[] lines) => lines.Where(line => line.Length > 1 && Signs.Contains(line[0], StringComparison.Ordinal));

    /// <summary>Waits, since a terminal may be looked at while it is being drawn on.</summary>
    private async Task AssertShowsServersAsync(Tmux terminal, int width)
    {
        var lines = await terminal.WaitAsync(Shows);
        Assert.True(Shows(lines), string.Join('\n', lines));

        bool Shows(string[] shown)
        {
            var title = Array.FindIndex(shown, line => line.StartsWith(Title, StringComparison.Ordinal));
            // A line that is wrapped would push the ones after it down.
            var rows = shown[(title + 1)..].TakeWhile(line => line.Length > 0).ToList();
            return title >= 0 && rows.Count == 3 && rows.Zip(["master", "slave", "slave2"])
                .All(row => row.First.Length < width && Regex.IsMatch(row.First, $@"^[{Signs}] {row.Second} +127\.0\.0\.1:\d+( .* \d.* s( |$)|$)"));
        }
    }

    private static async Task AssertNothingIsLeftOfItAsync(Tmux terminal, string[] lines)
    {
        Assert.True(await terminal.HasCursorAsync());
        Assert.Empty(Servers(lines));
        Assert.DoesNotContain(lines, line => line.Contains("starting servers", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("boot until", StringComparison.Ordinal));
    }
}
