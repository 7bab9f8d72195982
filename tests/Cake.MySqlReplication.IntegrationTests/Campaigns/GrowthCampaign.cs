using System.Text.RegularExpressions;
using Cake.MySqlReplication.IntegrationTests.Growth;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Campaigns;

/// <summary>Adds a replica to a source that holds a gigabyte and is written to. The benchmarks compare the time with that of the server's own tools.</summary>
public sealed partial class GrowthCampaign
{
    [Theory(Explicit = true)]
    [MemberData(nameof(Campaign.Everywhere), MemberType = typeof(Campaign))]
    public async Task A_replica_of_a_gigabyte_has_every_row(string name)
    {
        var place = TestPlace.Named(name);
        await using var sandbox = new Sandbox();
        var topology = await sandbox.StartAsync(place.SettingsOrSkip(sandbox) with { Verify = VerifyLevel.Full, SyncTimeout = TimeSpan.FromMinutes(15) });
        var (source, first) = (topology.Servers[0], topology.Servers[1]);
        await Task.WhenAll(Gigabyte.MakeAsync(source), Gigabyte.MakeAsync(first));
        await using var one = await Writer.StartAsync(source, "one", "InnoDB");
        await using var two = await Writer.StartAsync(source, "two", "InnoDB");
        var before = one.Acknowledged + two.Acknowledged;

        var start = TimeProvider.System.GetTimestamp();
        var added = await topology.AddReplicaAsync(TestContext.Current.CancellationToken);
        var time = TimeProvider.System.GetElapsedTime(start);
        var written = one.Acknowledged + two.Acknowledged - before;
        await one.StopAsync();
        await two.StopAsync();

        (await topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
        foreach (var writer in new[] { one, two })
        {
            var rows = writer.Acknowledged;
            Assert.Equal($"{rows} {rows} {rows}", await Client.ScalarAsync(added, $"SELECT CAST(CONCAT(COUNT(*), ' ', COUNT(DISTINCT id), ' ', MAX(id)) AS CHAR) FROM {writer.Table}"));
            Assert.Equal(await Gigabyte.ChecksumAsync(source, writer.Table), await Gigabyte.ChecksumAsync(added, writer.Table));
        }

        Assert.Equal(await Gigabyte.ChecksumAsync(source, Gigabyte.Table), await Gigabyte.ChecksumAsync(added, Gigabyte.Table));
        Campaign.Report(
            "growth",
            ("place", name), ("copied", Copied().Match(sandbox.Context.LogText).Value), ("until it had caught up, s", Campaign.Seconds(time)),
            ("rows written meanwhile", written), ("rows and checksums", "equal"));
    }

    [GeneratedRegex(@"[0-9.]+ MB copied by \w+ in [0-9.]+ s")]
    private static partial Regex Copied();
}
