using Cake.MySqlReplication.IntegrationTests.Consumers;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Documentation;

/// <summary>The sample in a folder of its own, as somebody has it who has copied it and found the packages on a feed.</summary>
[Collection(LocalFeed.Collection)]
public sealed class SampleTests(LocalFeed feed)
{
    [Fact]
    public async Task The_sample_tests_itself_on_servers_of_its_own()
    {
        var server = ServerProgram.Named(TestServer.MariaDb1011);
        Assert.SkipWhen(server.Obstacle is not null, server.Obstacle ?? "");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The cache is made of links.");
        await using var stranger = new Stranger("read-write-split", feed, "samples");
        LinkCache(stranger);

        await stranger.SucceedAsync("tool", "restore", "--verbosity", "quiet");
        var run = await stranger.SucceedAsync("cake", "--settings_enablescriptcache=true", server.Option);

        Assert.Contains("succeeded: 4", run.Output, StringComparison.Ordinal);
        await stranger.AssertNothingIsLeftAsync();
    }

    /// <summary>A cache with what the machine has fetched before: the test framework is no part of what is tested here.</summary>
    private static void LinkCache(Stranger stranger)
    {
        var cache = Directory.CreateDirectory(stranger.PathOf("packages")).FullName;
        foreach (var package in Directory.GetDirectories(Repository.NuGetCache).Where(folder => !Path.GetFileName(folder).StartsWith("cake.", StringComparison.Ordinal)))
            Directory.CreateSymbolicLink(Path.Combine(cache, Path.GetFileName(package)), package);
        // The quickest server of all lacks what the sample needs; one that was fetched is in the cache of whoever runs this.
        stranger.Variables.Remove("HOME");
        stranger.Variables.Remove("MYSQL_REPLICATION_SERVER");
    }
}
