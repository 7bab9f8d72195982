using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>Builds that are ended in the middle of a task.</summary>
public sealed class InterruptionTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    public static TheoryData<string, string, string, int> Moments
    {
        get
        {
            var data = new TheoryData<string, string, string, int>();
            foreach (var (place, signal) in TestPlace.Quickest.SelectMany(place => new[] { (place.Data, "INT"), (place.Data, "KILL") }))
            {
                data.Add(place, signal, "PrepareDirs", 10);
                data.Add(place, signal, "StartMaster", 10);
                data.Add(place, signal, "StartMaster", 400);
                data.Add(place, signal, "StartMaster", 2000);
                data.Add(place, signal, "ConfigureReplication", 10);
                data.Add(place, signal, "VerifySync", 10);
            }

            // The other ways to fill a data directory, in its middle.
            data.Add(new TestPlace(EngineKind.Process, TestServer.MariaDb1011).ToString(), "KILL", "StartMaster", 200);
            data.Add(new TestPlace(EngineKind.Process, TestServer.MySql97).ToString(), "KILL", "StartMaster", 1500);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task After_a_build_is_ended_teardown_leaves_nothing(string place, string signal, string task, int millisecondsIntoTask)
    {
        await Interrupt.SkipWhereIgnoredAsync(signal);
        var build = new BuildRun(_sandbox);
        build.UseOwnCache();
        var server = Server(place);

        await build.InterruptAsync(signal, task, TimeSpan.FromMilliseconds(millisecondsIntoTask), "VerifySync", server);

        await build.SucceedAsync("Teardown");
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task After_a_build_is_ended_the_next_one_completes_what_it_began(string place, string signal, string task, int millisecondsIntoTask)
    {
        await Interrupt.SkipWhereIgnoredAsync(signal);
        var build = new BuildRun(_sandbox);
        build.UseOwnCache();
        var server = Server(place);

        await build.InterruptAsync(signal, task, TimeSpan.FromMilliseconds(millisecondsIntoTask), "VerifySync", server);

        var result = await build.SucceedAsync("VerifySync", server);
        Assert.Matches(@"  slave  +replica  127\.0\.0\.1:\d+ .* in sync", result.Output);
    }

    [Theory]
    [MemberData(nameof(TestPlace.Quickest), MemberType = typeof(TestPlace))]
    public async Task Ctrl_c_during_a_start_takes_back_what_was_started_and_says_so(string place)
    {
        await Interrupt.SkipWhereIgnoredAsync();
        var build = new BuildRun(_sandbox);
        build.UseOwnCache();

        var result = await build.InterruptAsync("INT", "StartMaster", TimeSpan.FromMilliseconds(400), "VerifySync", [.. Server(place), "--replicas=4"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Cancelled.", result.Output + result.Errors, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    private static string[] Server(string place)
    {
        Assert.SkipWhen(TestPlace.Named(place).Obstacle is not null, TestPlace.Named(place).Obstacle ?? "");
        return TestPlace.Named(place).Arguments;
    }
}
