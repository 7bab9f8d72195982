using System.Globalization;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Consumers;

/// <summary>What is below tests/consumers, as its owner would use it: packages from a feed, and nothing of this repository.</summary>
[Collection(LocalFeed.Collection)]
public sealed class ConsumerTests(LocalFeed feed)
{
    private const string NotInSync = "is not in sync:";

    [Fact]
    public async Task A_Cake_script_with_addin_directives()
    {
        await using var stranger = new Stranger("CakeScript", feed);
        stranger.Variables["MYSQL_REPLICATION_NAME"] = stranger.Variables["SHOP_NAME"];
        await stranger.SucceedAsync("tool", "restore", "--verbosity", "quiet");

        string[] docker = Command.Find("docker") is null ? [] : ["--docker"];
        var used = await stranger.SucceedAsync(["cake", "--settings_enablescriptcache=true", .. docker]);
        Assert.Contains("The replica has a quince.", used.Output, StringComparison.Ordinal);
        Assert.Contains("2 servers, 0 findings.", used.Output, StringComparison.Ordinal);
        await stranger.AssertNothingIsLeftAsync();

        AssertFailed(1, NotInSync, await stranger.DotnetAsync("cake", "--settings_enablescriptcache=true", "--break"));
        await stranger.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_Cake_script_with_reference_directives()
    {
        await using var stranger = new Stranger("CakeScriptByReference", feed);
        stranger.Variables["MYSQL_REPLICATION_NAME"] = stranger.Variables["SHOP_NAME"];
        foreach (var id in new[] { "Cake.Docker", "MySqlConnector", "SharpCompress", "Cake.MySqlReplication" })
            feed.Unpack(id, stranger.PathOf("lib"));
        await stranger.SucceedAsync("tool", "restore", "--verbosity", "quiet");

        var failed = await stranger.DotnetAsync("cake", "--break");

        AssertFailed(1, "slave9", failed);
        Assert.Contains("slave is the source now, and slave2 answers.", failed.Output, StringComparison.Ordinal);
        await stranger.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_Frosting_build()
    {
        await using var stranger = new Stranger("FrostingBuild", feed);
        var used = await stranger.SucceedAsync("run");
        Assert.Contains("The source has a schema.", used.Output, StringComparison.Ordinal);
        Assert.Contains("The replica has a rowan.", used.Output, StringComparison.Ordinal);
        Assert.Contains("The ledger is on port ", used.Output, StringComparison.Ordinal);
        // A good build keeps its servers, and Teardown knows all of them.
        await stranger.SucceedAsync("run", "--no-build", "--", "--target=Teardown");
        await stranger.AssertNothingIsLeftAsync();

        AssertFailed(1, NotInSync, await stranger.DotnetAsync("run", "--no-build", "--", "--break"));
        await stranger.AssertNothingIsLeftAsync();

        using var lingering = stranger.StartDotnet("bin/Debug/net10.0/Build.dll", "--target=Linger");
        while (await lingering.StandardOutput.ReadLineAsync(Token) is { } line && line != "Lingering.")
        {
        }

        await Command.RunAsync("kill", ["-TERM", lingering.Id.ToString(CultureInfo.InvariantCulture)], Path.GetTempPath(), cancellationToken: Token);
        var ended = await Command.EndAsync(lingering, Token);
        Assert.True(ended.ExitCode == 143, ended.ToString());
        await stranger.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_console_program_without_a_Cake_host()
    {
        await using var stranger = new Stranger("ConsoleProgram", feed);
        stranger.Variables["MYSQL_REPLICATION_NAME"] = stranger.Variables["SHOP_NAME"];
        var used = await stranger.SucceedAsync("run");
        Assert.Contains("The replica has a medlar.", used.Output, StringComparison.Ordinal);
        await stranger.AssertNothingIsLeftAsync();

        AssertFailed(3, NotInSync, await stranger.DotnetAsync("run", "--no-build", "--", "break"));
        await stranger.AssertNothingIsLeftAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void AssertFailed(int exitCode, string message, CommandResult result)
    {
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains(message, result.Output + result.Errors, StringComparison.Ordinal);
    }
}
