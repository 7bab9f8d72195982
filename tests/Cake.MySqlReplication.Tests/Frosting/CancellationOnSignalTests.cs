using System.Runtime.InteropServices;
using Cake.Frosting.MySqlReplication;
using Xunit;

namespace Cake.MySqlReplication.Tests.Frosting;

public sealed class CancellationOnSignalTests
{
    private const int Rounds = 20_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_signal_at_the_moment_of_its_end_is_either_taken_or_left()
    {
        using var moment = new Barrier(2);
        CancellationOnSignal? current = null;
        // On another thread, as signals come.
        var signals = Task.Run(
            () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    moment.SignalAndWait();
                    current!.OnSignal(new PosixSignalContext(PosixSignal.SIGTERM));
                    moment.SignalAndWait();
                }
            },
            TestContext.Current.CancellationToken);

        for (var round = 0; round < Rounds && !signals.IsFaulted; round++)
        {
            current = new CancellationOnSignal();
            if (!moment.SignalAndWait(Limit, TestContext.Current.CancellationToken))
                break;
            current.Dispose();
            if (!moment.SignalAndWait(Limit, TestContext.Current.CancellationToken))
                break;
        }

        await signals;
    }
}
