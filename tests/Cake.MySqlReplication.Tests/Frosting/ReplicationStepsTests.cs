using System.Diagnostics;
using System.Runtime.InteropServices;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Frosting;

public sealed class ReplicationStepsTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _guard;
    private bool _wasTaken;

    /// <summary>Registered first, it comes last; and it keeps a signal that nobody takes from ending the test.</summary>
    public ReplicationStepsTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        _guard = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            _wasTaken |= signal.Cancel;
            signal.Cancel = true;
            _arrived.TrySetResult();
        });
    }

    public void Dispose() => _guard.Dispose();

    [Fact]
    public async Task Outside_a_step_a_signal_is_left_to_the_build()
    {
        var context = new MySqlReplicationContext(FakeContext.With());

        await SendAsync();

        Assert.False(_wasTaken);
        Assert.False(context.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task After_a_step_a_signal_is_left_to_the_build()
    {
        await new MySqlReplicationContext(FakeContext.With()).RunStepAsync((_, _) => Task.CompletedTask);

        await SendAsync();

        Assert.False(_wasTaken);
    }

    [Fact]
    public async Task The_first_signal_cancels_the_step_that_runs()
    {
        var context = new MySqlReplicationContext(FakeContext.With());

        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => context.RunStepAsync(async (_, token) =>
        {
            await SendAsync();
            await Task.Delay(Limit, token);
        }));

        Assert.StartsWith("Cancelled.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_that_a_step_does_not_heed_ends_the_build_after_it()
    {
        var context = new MySqlReplicationContext(FakeContext.With());

        await Assert.ThrowsAsync<MySqlReplicationException>(() => context.RunStepAsync(async (_, token) =>
        {
            await SendAsync();
            SpinWait.SpinUntil(() => token.IsCancellationRequested, Limit);
        }));
    }

    [Fact]
    public async Task The_contexts_own_token_cancels_a_step_too()
    {
        var context = new CancelledContext();

        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => context.RunStepAsync((_, token) => Task.Delay(Limit, token)));

        Assert.StartsWith("Cancelled.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(StartMasterTask), "Cancelled. A start that was under way was taken back;")]
    [InlineData(typeof(StatusTask), "Cancelled. Nothing was changed.")]
    [InlineData(typeof(DiagnoseTask), "Cancelled. Nothing was changed.")]
    [InlineData(typeof(AddSlaveTask), "Cancelled. The new replica was taken back;")]
    [InlineData(typeof(ResetTask), "Cancelled. What was done until then stays;")]
    [InlineData(typeof(TeardownTask), "Cancelled. What was not removed yet is still there;")]
    public async Task What_is_said_of_a_cancelled_task_is_true_of_it(Type task, string words)
    {
        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() =>
            ((AsyncFrostingTask<IMySqlReplicationContext>)Activator.CreateInstance(task)!).RunAsync(new CancelledContext()));

        Assert.StartsWith(words, failure.Message, StringComparison.Ordinal);
    }

    private async Task SendAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Environment.ProcessId}"]);
        await _arrived.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    private sealed class CancelledContext() : MySqlReplicationContext(FakeContext.With())
    {
        public override CancellationToken CancellationToken => new(canceled: true);
    }
}
