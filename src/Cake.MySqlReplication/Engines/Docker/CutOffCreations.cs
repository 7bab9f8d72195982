using System.Collections.Concurrent;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>
/// Names of what a client was creating when it ended without an answer of its engine, as by Ctrl-C, which a terminal sends to the client,
/// too. The engine may still be at it, and shows it only when it is done.
/// </summary>
internal sealed class CutOffCreations(DockerCli docker, TimeProvider clock)
{
    // A network takes 0.3 s, more on a busy machine. What does not show up was not begun, or takes longer than anybody is to wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, bool> _names = new();

    /// <param name="name">The name of what is created; null for what goes by itself.</param>
    /// <param name="create">Has the client create it; is given what is to be told how that ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DockerOutcome> ObserveAsync(string? name, Func<Action<DockerOutcome>, Task<DockerOutcome>> create, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isKnown = false;
        try
        {
            var outcome = await create(ended => isKnown = IsKnown(ended)).ConfigureAwait(false);
            isKnown = IsKnown(outcome);
            return outcome;
        }
        finally
        {
            if (!isKnown && name is not null)
                _names[name] = true;
        }
    }

    /// <summary>Waits until all have shown up, or will not any more. From then on a listing has all that is to be removed.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var left = _names.Keys.ToHashSet();
        while (left.Count > 0 && await ListAsync(cancellationToken).ConfigureAwait(false) is { } there)
        {
            var isOver = clock.GetElapsedTime(start) >= Patience;
            foreach (var name in left.Where(name => isOver || there.Contains(name)).ToList())
            {
                left.Remove(name);
                _names.TryRemove(name, out _);
            }

            if (left.Count > 0)
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the engine has refused, or the client has printed what it got, or none was run.</summary>
    private static bool IsKnown(DockerOutcome outcome) =>
        outcome.IsAnswerOfEngine || outcome is { Succeeded: true, Output.Count: > 0 } or { ExitCode: DockerOutcome.NoClient or DockerOutcome.Elsewhere };

    /// <summary>The names of all that is there; null where the engine does not say so in time.</summary>
    private async Task<HashSet<string>?> ListAsync(CancellationToken cancellationToken)
    {
        var listings = await Task.WhenAll(
            docker.CommandAsync("ps --all --format \"{{.Names}}\"", cancellationToken, Patience),
            docker.CommandAsync("network ls --format \"{{.Name}}\"", cancellationToken, Patience)).ConfigureAwait(false);
        return listings.All(listing => listing.Succeeded) ? [.. listings.SelectMany(listing => listing.Output)] : null;
    }
}
