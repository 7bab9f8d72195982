using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.BuildScripts;

/// <summary>How the build scripts learn whether the feeds serve Cake.Frosting and Cake.Docker.</summary>
public sealed class FeedProbeTests : IDisposable
{
    private readonly ScriptSandbox _sandbox = new();

    public static TheoryData<string> Scripts => ["build.sh", "build.ps1"];

    private int Probes => _sandbox.DotnetCalls.Count(call => call == "restore");

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_refusal_is_remembered_for_a_day(string script)
    {
        await _sandbox.RunAsync(script);
        await CompileAgain(script);
        Assert.Equal(1, Probes);

        foreach (var file in new[] { "nuget.config", "eng/CakePackages.props", "artifacts/feed-probe.refused" })
            File.SetLastWriteTimeUtc(_sandbox.PathOf($"repository/{file}"), DateTime.UtcNow.AddHours(file.StartsWith('a') ? -25 : -26));
        await CompileAgain(script);
        Assert.Equal(2, Probes);
    }

    [Theory]
    [InlineData("build.sh")]
    public async Task Another_feed_is_asked_anew(string script)
    {
        await _sandbox.RunAsync(script);
        _sandbox.Write("repository/nuget.config", "<configuration />");
        await CompileAgain(script);

        Assert.Equal(2, Probes);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_feed_that_serves_both_is_asked_once(string script)
    {
        _sandbox.Write("tools/served", "");
        await _sandbox.RunAsync(script);
        await _sandbox.RunAsync(script);
        await CompileAgain(script);

        Assert.Equal(1, Probes);
        Assert.Equal(2, _sandbox.Compilations);
        Assert.False(File.Exists(_sandbox.PathOf("repository/artifacts/feed-probe.refused")));
    }

    [Theory]
    [InlineData("build.sh", "feed")]
    [InlineData("build.sh", "standin")]
    [InlineData("build.ps1", "standin")]
    public async Task A_choice_that_was_made_asks_no_feed_and_compiles_for_itself(string script, string packages)
    {
        await _sandbox.RunWithAsync("CakePackages", packages, script);
        await _sandbox.RunWithAsync("CakePackages", packages, script);
        Assert.Equal(1, _sandbox.Compilations);

        var other = packages == "feed" ? "standin" : "feed";
        await _sandbox.RunWithAsync("CakePackages", other, script);

        Assert.Equal(2, _sandbox.Compilations);
        Assert.Equal(0, Probes);
    }

    [Theory]
    [InlineData("build.sh")]
    public async Task Packages_that_come_into_the_cache_are_used_from_then_on(string script)
    {
        await _sandbox.RunAsync(script);
        _sandbox.Write($"cache/cake.frosting/{Repository.CakeFrostingVersion}/x", "");
        _sandbox.Write($"cache/cake.docker/{Repository.CakeDockerVersion}/x", "");
        await _sandbox.RunAsync(script);
        await _sandbox.RunAsync(script);

        Assert.Equal(2, _sandbox.Compilations);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_feed_that_does_not_answer_is_given_up(string script)
    {
        _sandbox.Write("tools/hanging-feed", "");
        var text = File.ReadAllText(_sandbox.PathOf($"repository/{script}"));
        var hasty = text.Replace("probe_seconds=30", "probe_seconds=1", StringComparison.Ordinal)
            .Replace("$probeSeconds = 30", "$probeSeconds = 1", StringComparison.Ordinal);
        Assert.NotEqual(text, hasty);
        File.WriteAllText(_sandbox.PathOf($"repository/{script}"), hasty);

        var result = await _sandbox.RunAsync(script);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["--version", "restore", "msbuild", "build", "Build.dll"], _sandbox.DotnetCalls);
        Assert.True(File.Exists(_sandbox.PathOf("repository/artifacts/feed-probe.refused")));
    }

    private async Task CompileAgain(string script)
    {
        _sandbox.Write("repository/src/Another.cs", Guid.NewGuid().ToString());
        var before = _sandbox.Compilations;
        await _sandbox.RunAsync(script);
        Assert.Equal(before + 1, _sandbox.Compilations);
    }
}
