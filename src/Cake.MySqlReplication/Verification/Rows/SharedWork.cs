using System.Threading.Channels;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>Work that several workers take turns at. Each piece of it may add further ones.</summary>
internal sealed class SharedWork<TWorker>
{
    private readonly Channel<Func<TWorker, CancellationToken, Task>> _pieces = Channel.CreateUnbounded<Func<TWorker, CancellationToken, Task>>();
    private int _open;

    public void Add(Func<TWorker, CancellationToken, Task> piece)
    {
        Interlocked.Increment(ref _open);
        _pieces.Writer.TryWrite(piece);
    }

    /// <summary>Returns when all of it is done. The first failure ends the others.</summary>
    public async Task RunAsync(IEnumerable<TWorker> workers, CancellationToken cancellationToken)
    {
        if (_open == 0)
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = workers.Select(worker => WorkAsync(worker, stop)).ToList();
        await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The first fault, not that the others were ended because of it.
        if (running.Find(worker => worker.IsFaulted) is { } faulted)
            await faulted.ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task WorkAsync(TWorker worker, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var piece in _pieces.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                await piece(worker, stop.Token).ConfigureAwait(false);
                if (Interlocked.Decrement(ref _open) == 0)
                    _pieces.Writer.Complete();
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
