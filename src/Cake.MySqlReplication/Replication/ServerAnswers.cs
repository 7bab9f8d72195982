using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Whether servers that an earlier run started answer still.</summary>
internal sealed class ServerAnswers(IServerEngine engine, Profile? profile)
{
    /// <summary>One that is not busy answers in some milliseconds. Others get more time from those who wait for them.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    public async Task<bool> AllAsync(Topology topology, CancellationToken cancellationToken)
    {
        using var span = profile?.Measure("ask the servers");
        // On another thread: most of the time goes into the first use of what connects.
        var answers = await Task.Run(() => Task.WhenAll(topology.Servers.Select(AnswersAsync)), cancellationToken).ConfigureAwait(false);
        return answers.All(answered => answered);

        async Task<bool> AnswersAsync(ServerSpec server) =>
            await engine.HoldsPortAsync(topology, server, cancellationToken).ConfigureAwait(false) &&
            await ServerConnection.AnswersAsync(RunningServer.Of(topology, server), Limit, cancellationToken).ConfigureAwait(false);
    }
}
