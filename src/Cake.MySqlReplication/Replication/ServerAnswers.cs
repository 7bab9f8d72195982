using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Whether servers that an earlier run started answer still, they and nobody in their place.</summary>
internal sealed class ServerAnswers(IServerEngine engine, TimeProvider clock, Profile? profile)
{
    /// <summary>One that is not busy answers in some milliseconds. Others get more time from those who wait for them.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    public async Task<bool> AllAsync(Topology topology, CancellationToken cancellationToken)
    {
        using var span = profile?.Measure("ask the servers");
        // On another thread: most of the time goes into the first use of what reads and connects.
        var answers = await Task.Run(
            () =>
            {
                var baseline = topology.Asked.Engine == EngineKind.Docker ? Baseline.Read(topology.Paths) : null;
                return Task.WhenAll(topology.Servers.Select(server => AnswersAsync(topology, server, baseline, cancellationToken)));
            },
            cancellationToken).ConfigureAwait(false);
        return answers.All(answered => answered);
    }

    private async Task<bool> AnswersAsync(Topology topology, ServerSpec server, Baseline? baseline, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(Limit);
        try
        {
            // A process of ours that holds its port is told by its record. A container's port may be another server's by now, which may even
            // take the same password: such as one of a Compose project that was exported from the topology.
            var uuid = baseline?.UuidOf(server.Name);
            var isTold = baseline is null ? await engine.HoldsPortAsync(topology, server, end.Token).ConfigureAwait(false) : uuid is not null;
            if (!isTold)
                return false;

            await using var session = await ServerConnection
                .OpenAsync(RunningServer.Of(topology, server), Limit, new Deadline(clock, Limit), end.Token).ConfigureAwait(false);
            return uuid is null || await session.ScalarAsync("Reading its UUID", "SELECT @@server_uuid", end.Token).ConfigureAwait(false) == uuid;
        }
        catch (Exception)
        {
            // Whatever it was, the engine knows more.
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
