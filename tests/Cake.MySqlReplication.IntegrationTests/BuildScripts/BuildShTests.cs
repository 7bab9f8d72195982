using System.Diagnostics;
using System.Globalization;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.BuildScripts;

/// <summary>What only a shell script has to see to: signals, and machines without flock.</summary>
public sealed class BuildShTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(30);

    [Fact(Timeout = 30_000)]
    public async Task A_signal_reaches_the_program()
    {
        using var sandbox = new ScriptSandbox();
        sandbox.Write("tools/waiting", "");
        using var script = sandbox.Start("build.sh", sandbox.Environment);
        while (await script.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line != "waiting")
        {
        }

        Signal("TERM", script);
        var result = await Command.EndAsync(script, TestContext.Current.CancellationToken);

        Assert.Equal(["stopped"], result.Lines);
        Assert.Equal(3, result.ExitCode);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task A_signal_during_the_compilation_ends_the_compiler_too(string signal, int exitCode)
    {
        await Interrupt.SkipWhereIgnoredAsync(signal);
        using var sandbox = new ScriptSandbox();
        sandbox.Write("tools/slow", "60");
        using var script = sandbox.Start("build.sh", sandbox.Environment);
        while (new FileInfo(sandbox.PathOf("tools/compiler")) is not { Exists: true, Length: > 0 })
            await Task.Delay(20, TestContext.Current.CancellationToken);

        var clock = Stopwatch.StartNew();
        Signal(signal, script);
        var result = await Command.EndAsync(script, TestContext.Current.CancellationToken);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, s_soon);
        var compiler = int.Parse(File.ReadAllText(sandbox.PathOf("tools/compiler")), CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(compiler));
    }

    [Fact]
    public async Task A_server_that_the_compiler_leaves_behind_does_not_keep_the_lock()
    {
        using var sandbox = new ScriptSandbox();
        sandbox.Write("tools/server", "60");
        await sandbox.RunAsync("build.sh");
        sandbox.Write("repository/src/Another.cs", "");

        var clock = Stopwatch.StartNew();
        await sandbox.RunAsync("build.sh");

        Assert.Equal(2, sandbox.Compilations);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, s_soon);
    }

    [Fact]
    public async Task Two_first_runs_compile_once_without_flock()
    {
        using var sandbox = new ScriptSandbox(withoutTools: "flock");
        sandbox.Write("tools/slow", "1");

        var results = await Task.WhenAll(sandbox.RunAsync("build.sh"), sandbox.RunAsync("build.sh"), sandbox.RunAsync("build.sh"));

        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        Assert.Equal(1, sandbox.Compilations);
        Assert.False(Directory.Exists(sandbox.PathOf("repository/artifacts/build.lock.d")));
    }

    [Fact]
    public async Task A_lock_whose_owner_is_gone_is_taken_over()
    {
        using var sandbox = new ScriptSandbox(withoutTools: "flock");
        using var ended = Process.Start("true");
        await ended.WaitForExitAsync(TestContext.Current.CancellationToken);
        sandbox.Write("repository/artifacts/build.lock.d/owner", ended.Id.ToString(CultureInfo.InvariantCulture));

        var result = await sandbox.RunAsync("build.sh");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1, sandbox.Compilations);
    }

    private static void Signal(string name, Process process)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
