using System.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>Builds that are ended in the middle of a task.</summary>
public sealed class InterruptionTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    public static TheoryData<string, string, int> Moments
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var signal in new[] { "INT", "KILL" })
            {
                data.Add(signal, "PrepareDirs", 10);
                data.Add(signal, "StartMaster", 10);
                data.Add(signal, "StartMaster", 400);
                data.Add(signal, "StartMaster", 2000);
                data.Add(signal, "ConfigureReplication", 10);
                data.Add(signal, "VerifySync", 10);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task After_a_build_is_ended_teardown_leaves_nothing(string signal, string task, int millisecondsIntoTask)
    {
        var build = new BuildRun(_sandbox);
        var image = TestServer.ImageOrSkip(TestServer.Quickest);

        await InterruptAsync(build.Start("VerifySync", $"--image={image}"), signal, task, millisecondsIntoTask);

        await build.SucceedAsync("Teardown");
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData("KILL", "StartMaster", 500)]
    [InlineData("KILL", "StartMaster", 2500)]
    [InlineData("KILL", "ConfigureReplication", 10)]
    public async Task After_a_build_is_ended_the_next_one_completes_what_it_began(string signal, string task, int millisecondsIntoTask)
    {
        var build = new BuildRun(_sandbox);
        var image = TestServer.ImageOrSkip(TestServer.Quickest);

        await InterruptAsync(build.Start("VerifySync", $"--image={image}"), signal, task, millisecondsIntoTask);

        var result = await build.SucceedAsync("VerifySync", $"--image={image}");
        Assert.Contains("slave at 127.0.0.1:", result.Output, StringComparison.Ordinal);
        Assert.Contains("in sync", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_c_during_a_start_takes_back_what_was_started_and_says_so()
    {
        var build = new BuildRun(_sandbox);
        var image = TestServer.ImageOrSkip(TestServer.Quickest);

        var result = await InterruptAsync(build.Start("VerifySync", $"--image={image}"), "INT", "StartMaster", 700);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Cancelled.", result.Output + result.Errors, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    /// <summary>Ends the process a while after it has announced the task, and waits for its end.</summary>
    private static async Task<CommandResult> InterruptAsync(Process process, string signal, string task, int milliseconds)
    {
        using (process)
        {
            var text = new System.Text.StringBuilder();
            while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
            {
                text.AppendLine(line);
                if (line == task)
                    break;
            }

            // The moment within the task is the point of the test, not a wait for something to happen.
            await Task.Delay(milliseconds, Token);
            await Command.RunAsync("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)], Path.GetTempPath(), cancellationToken: Token);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
            limit.CancelAfter(TimeSpan.FromSeconds(60));
            var result = await Command.EndAsync(process, limit.Token);
            return result with { Output = text + result.Output };
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
