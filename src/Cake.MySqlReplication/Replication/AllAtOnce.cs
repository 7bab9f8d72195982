namespace Cake.MySqlReplication.Replication;

/// <summary>Does the same with several servers.</summary>
internal static class AllAtOnce
{
    /// <summary>All at once. When one fails, the others are not waited for to their own deadlines.</summary>
    public static async Task RunAsync(
        IReadOnlyList<string> servers, Func<string, CancellationToken, Task> start, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starts = servers.Select(async name =>
        {
            try
            {
                await start(name, stop.Token).ConfigureAwait(false);
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }).ToList();
        var all = Task.WhenAll(starts);
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        // Those that were only cancelled are not why it failed.
        if (all.Exception?.InnerExceptions is { Count: > 1 } failures)
            throw new MySqlReplicationException(string.Join(Environment.NewLine, failures.Select(failure => failure.Message)), all.Exception);
        await all.ConfigureAwait(false);
    }
}
