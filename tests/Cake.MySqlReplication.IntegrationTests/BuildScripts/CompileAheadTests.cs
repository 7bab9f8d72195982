using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.BuildScripts;

/// <summary>How the build scripts come by a build program that is compiled ahead, and do without it.</summary>
public sealed class CompileAheadTests : IDisposable
{
    private readonly ScriptSandbox _sandbox = new();

    public static TheoryData<string> Scripts => ["build.sh", "build.ps1"];

    private int Attempts => _sandbox.DotnetCalls.Count(call => call == "build");

    private string[] Programs => File.ReadAllLines(_sandbox.PathOf("tools/programs"));

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task The_program_that_is_compiled_ahead_is_the_one_that_runs(string script)
    {
        _sandbox.Write("tools/compiles-ahead", "");

        Assert.Equal(0, (await _sandbox.RunAsync(script)).ExitCode);
        Assert.Equal(0, (await _sandbox.RunAsync(script)).ExitCode);

        Assert.Equal(1, Attempts);
        Assert.All(Programs, program => Assert.EndsWith("artifacts/bin/Build/ahead/Build.dll", program, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Where_it_cannot_be_had_the_program_runs_as_it_is_and_it_is_not_tried_again_that_day(string script)
    {
        Assert.Equal(0, (await _sandbox.RunAsync(script)).ExitCode);
        _sandbox.Write("repository/src/New.cs", "");
        Assert.Equal(0, (await _sandbox.RunAsync(script)).ExitCode);
        Assert.Equal(1, Attempts);

        File.SetLastWriteTimeUtc(_sandbox.PathOf("repository/artifacts/compile-ahead.refused"), DateTime.UtcNow.AddHours(-25));
        _sandbox.Write("repository/src/Newer.cs", "");
        await _sandbox.RunAsync(script);

        Assert.Equal(2, Attempts);
        Assert.All(Programs, program => Assert.EndsWith("artifacts/bin/Build/release/Build.dll", program, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task What_was_compiled_ahead_of_other_sources_is_not_used(string script)
    {
        _sandbox.Write("tools/compiles-ahead", "");
        await _sandbox.RunAsync(script);
        File.Delete(_sandbox.PathOf("tools/compiles-ahead"));
        _sandbox.Write("repository/src/New.cs", "");

        await _sandbox.RunAsync(script);

        Assert.EndsWith("release/Build.dll", Programs[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task The_machine_of_a_CI_service_does_without(string script)
    {
        _sandbox.Write("tools/compiles-ahead", "");

        await _sandbox.RunWithAsync("CI", "true", script);

        Assert.Equal(0, Attempts);
    }
}
