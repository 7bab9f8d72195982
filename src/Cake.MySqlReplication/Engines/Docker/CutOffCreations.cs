using System.Collections.Concurrent;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>
/// Names of what a client was creating when it ended without an answer of its engine, as by Ctrl-C, which a terminal sends to the client,
/// too. The engine may still be at it, and shows it only when it is done.
/// </summary>
internal sealed class CutOffCreations(DockerCli docker, TimeProvider clock)
{
    // A network takes 0.3 s, more on a busy machine. What does not show up was not begun.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, bool> _names = new();

    /// <param name="name">The name of what is created; null where it is of no interest.</param>
    /// <param name="create">Has the client create it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DockerOutcome> ObserveAsync(string? name, Func<Task<DockerOutcome>> create, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isCutOff = true;
        try
        {
            var outcome = await create().ConfigureAwait(false);
            isCutOff = outcome.IsCutOff;
            return outcome;
        }
        finally
        {
            if (isCutOff && name is not null)
                _names[name] = true;
        }
    }

    /// <summary>Waits until all have shown up, or will not any more. From then on a listing has all that is to be removed.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        for (var start = clock.GetTimestamp(); !_names.IsEmpty && clock.GetElapsedTime(start) < Patience;)
        {
            foreach (var name in await ListAsync(cancellationToken).ConfigureAwait(false))
                _names.TryRemove(name, out _);
            if (!_names.IsEmpty)
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }

        _names.Clear();
    }

    private async Task<IEnumerable<string>> ListAsync(CancellationToken cancellationToken)
    {
        var listings = await Task.WhenAll(
            docker.CommandAsync("ps --all --format \"{{.Names}}\"", cancellationToken),
            docker.CommandAsync("network ls --format \"{{.Name}}\"", cancellationToken)).ConfigureAwait(false);
        return listings.SelectMany(listing => listing.Output);
    }
}
