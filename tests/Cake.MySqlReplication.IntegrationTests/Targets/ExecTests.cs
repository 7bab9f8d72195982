using System.Globalization;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>Commands that are run while the servers are up.</summary>
public sealed class ExecTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(TestPlace.Quickest), MemberType = typeof(TestPlace))]
    public async Task A_command_reaches_the_servers_and_nothing_is_left_after_it(string place)
    {
        const string Greeting = "for port in $MYSQL_SOURCE_PORT $MYSQL_REPLICA_1_PORT; do bash -c \"head -c 20 </dev/tcp/$MYSQL_SOURCE_HOST/$port\" | tr -cd '[:print:]'; echo; done; " +
            "echo \"$MYSQL_REPLICA_1_USER ${#MYSQL_REPLICA_1_PASSWORD} ${MYSQL_SOURCE_CONNECTION_STRING%%;*}\"";

        var result = await new BuildRun(_sandbox).SucceedAsync("Exec", [.. Server(place), "--exec=" + Greeting]);

        Assert.Equal(2, result.Output.Split('\n').Count(line => line.Contains("5.6.24-log", StringComparison.Ordinal)));
        Assert.Contains("root 24 Server=127.0.0.1", result.Output, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("kill -SEGV $$", 139)]
    [InlineData("no-such-command-anywhere", 127)]
    public async Task The_builds_exit_code_is_the_commands(string command, int exitCode)
    {
        var result = await new BuildRun(_sandbox).TargetAsync("Exec", [.. Quickest, "--exec=" + command]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains($"The command ended with exit code {exitCode}: {command}", result.Output + result.Errors, StringComparison.Ordinal);
        Assert.Contains($"are kept in {Evidence}", result.Output + result.Errors, StringComparison.Ordinal);
        Assert.Contains("ready for connections", await File.ReadAllTextAsync(Path.Combine(Evidence, "slave.error.log"), Token), StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_program_gets_its_arguments_as_they_are()
    {
        var result = await new BuildRun(_sandbox).SucceedAsync("Exec", [.. Quickest, "--", "printf", "<%s>", "two words", "--target=Teardown", "$HOME"]);

        Assert.Contains("<two words><--target=Teardown><$HOME>", result.Output, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task The_command_does_not_get_what_the_scripts_set_for_the_build_program_alone()
    {
        var build = new BuildRun(_sandbox);
        build.Environment["DOTNET_EnableWriteXorExecute"] = "0";

        var result = await build.SucceedAsync("Exec", [.. Quickest, "--exec=echo \"[$DOTNET_EnableWriteXorExecute]\""]);

        Assert.Contains("[]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_an_error_and_nothing_is_left()
    {
        var error = await new BuildRun(_sandbox).FailAsync("Exec", [.. Quickest, "--", "no-such-program-anywhere"]);

        Assert.Contains("The command could not be started: no-such-program-anywhere: ", error, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData("INT", "trap 'echo stopped; exit 7' TERM; echo begun; while :; do sleep 0.1; done", 7)]
    [InlineData("TERM", "echo begun; exec sleep 60", 143)]
    [InlineData("TERM", "trap 'exit 0' TERM; echo begun; while :; do sleep 0.1; done", 1)]
    public async Task A_signal_ends_the_command_and_the_servers(string signal, string command, int exitCode)
    {
        await Interrupt.SkipWhereIgnoredAsync(signal);
        using var process = new BuildRun(_sandbox).Start("Exec", [.. Quickest, "--exec=" + command]);
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line && line != "begun")
        {
        }

        await Command.RunAsync("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)], Path.GetTempPath(), cancellationToken: Token);
        var result = await Command.EndAsync(process, Token);

        Assert.Equal(exitCode, result.ExitCode);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task What_the_commands_shell_has_started_ends_with_it(string signal)
    {
        await Interrupt.SkipWhereIgnoredAsync(signal);
        using var process = new BuildRun(_sandbox).Start("Exec", [.. Quickest, "--exec=sh -c 'echo child $$; exec sleep 60'; echo after"]);
        var child = "";
        while (child.Length == 0 && await process.StandardOutput.ReadLineAsync(Token) is { } line)
            child = line.StartsWith("child ", StringComparison.Ordinal) ? line[6..] : "";

        await Command.RunAsync("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)], Path.GetTempPath(), cancellationToken: Token);
        var result = await Command.EndAsync(process, Token);

        Assert.Equal(143, result.ExitCode);
        Assert.Null(ProcessSystem.Current.Birth(int.Parse(child, CultureInfo.InvariantCulture)));
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Ctrl_c_in_a_terminal_reaches_the_command_and_nothing_is_left()
    {
        await Interrupt.SkipWhereIgnoredAsync();
        Assert.SkipWhen(Command.Find("setsid") is null, "There is no setsid, which gives the build a process group of its own.");
        using var process = new BuildRun(_sandbox).StartAsGroup("Exec", [.. Quickest, "--exec=trap 'echo interrupted; exit 130' INT; echo begun; while :; do sleep 0.1; done"]);
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line && line != "begun")
        {
        }

        await Command.RunAsync("kill", ["-INT", "--", $"-{process.Id.ToString(CultureInfo.InvariantCulture)}"], Path.GetTempPath(), cancellationToken: Token);
        var result = await Command.EndAsync(process, Token);

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("interrupted", result.Output, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData]
    [InlineData("--exec=true", "--", "true")]
    public async Task Without_one_command_nothing_is_started(params string[] arguments)
    {
        var error = await new BuildRun(_sandbox).FailAsync("Exec", [.. Quickest, .. arguments]);

        Assert.Contains("Exec needs one command: --target=Exec --exec=\"dotnet test\"", error, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task An_argument_that_the_build_would_take_for_its_own_is_refused()
    {
        var error = await new BuildRun(_sandbox).FailAsync("Exec", [.. Quickest, "--", "printf", "--replicas=2"]);

        Assert.Contains("After --, --replicas=2 would be taken for the build's own.", error, StringComparison.Ordinal);
    }

    private string Evidence => Path.Combine(_sandbox.Folder, "artifacts", "mysql-replication", _sandbox.Name);

    private static string[] Quickest => Server(TestPlace.QuickestProcess.ToString());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] Server(string place)
    {
        Assert.SkipWhen(TestPlace.Named(place).Obstacle is not null, TestPlace.Named(place).Obstacle ?? "");
        return TestPlace.Named(place).Arguments;
    }
}
