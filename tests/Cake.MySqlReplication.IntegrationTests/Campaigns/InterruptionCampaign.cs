using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.IntegrationTests.Targets;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Campaigns;

/// <summary>
/// Kills a build at moments that are spread over all of a target's time, so that each of its steps is hit. The next build must
/// bring everything in sync.
/// </summary>
public sealed class InterruptionCampaign
{
    private static readonly string[] Targets = ["VerifySync", "AddSlave", "RemoveSlave", "Switchover", "Failover", "Reset", "Teardown"];

    public static TheoryData<string, string> All =>
        new(Campaign.Everywhere.SelectMany(place => Targets.Select(target => (place.Data, target))));

    [Theory(Explicit = true)]
    [MemberData(nameof(All))]
    public async Task What_a_killed_build_leaves_is_brought_in_sync_by_the_next_one(string name, string target)
    {
        var place = TestPlace.Named(name);
        Assert.SkipWhen(place.Obstacle is not null, place.Obstacle ?? "");
        await using var sandbox = new Sandbox();
        var build = new BuildRun(sandbox);
        string[] arguments = [.. place.Arguments, .. Sandbox.PortArguments(Sandbox.WithOwnPorts(sandbox.Settings("")))];
        var task = target is "Switchover" or "Failover" ? "Promote" : target;
        var kills = Campaign.Rounds(12);

        // Once to its end, to know how long it takes.
        await PrepareAsync();
        var start = TimeProvider.System.GetTimestamp();
        await build.SucceedAsync(task, arguments);
        var whole = TimeProvider.System.GetElapsedTime(start);
        for (var kill = 0; kill < kills; kill++)
        {
            await PrepareAsync();
            // What it takes to start a program is not what is looked at.
            await build.InterruptAsync("KILL", target == "VerifySync" ? "PrepareDirs" : task, whole * kill / kills, task, arguments);
            await VerifyAsync();
        }

        Campaign.Report("interruptions", ("place", name), ("target", target), ("it takes, s", Campaign.Seconds(whole)), ("kills", kills), ("brought in sync by the next build", kills));

        async Task PrepareAsync()
        {
            if (target is "VerifySync" or "AddSlave" or "RemoveSlave")
                await build.SucceedAsync("Teardown");
            if (target != "VerifySync")
                await build.SucceedAsync("VerifySync", arguments);
            if (target == "RemoveSlave")
                await build.SucceedAsync("AddSlave", arguments);
            if (target == "Failover")
                await place.Probe(sandbox).KillAsync(sandbox.Open(new() { Name = sandbox.Name, BaseDirectory = sandbox.Base }).Servers[0].Name);
        }

        async Task VerifyAsync()
        {
            if (target == "Teardown")
            {
                await build.SucceedAsync("Teardown");
                await sandbox.AssertNothingIsLeftAsync();
                return;
            }

            await build.SucceedAsync("VerifySync", arguments);
        }
    }
}
