using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>Looks at all servers at once. What does not answer is told as such, and keeps nobody from seeing the others.</summary>
/// <param name="topology">What to look at.</param>
/// <param name="sessions">On those servers that answer.</param>
/// <param name="clock">Measures.</param>
/// <param name="writesHeartbeats">Whether lag is to be measured, by rows that are written on sources.</param>
internal sealed class StatusReader(Topology topology, ServerSessions sessions, TimeProvider clock, bool writesHeartbeats = true)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly long _start = clock.GetTimestamp();

    public async Task<StatusReport> ReadAsync(CancellationToken cancellationToken)
    {
        sessions.Deadline = new Deadline(clock, Limit);
        var beat = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var beating = writesHeartbeats ? await BeatAsync(beat, cancellationToken).ConfigureAwait(false) : [];
        var written = clock.GetTimestamp();
        return new StatusReport
        {
            Name = topology.Name,
            Servers = await Task.WhenAll(topology.Servers.Select(server => ReadAsync(server, beating, beat, written, cancellationToken))).ConfigureAwait(false),
            DurationMilliseconds = Math.Round(clock.GetElapsedTime(_start).TotalMilliseconds, 1),
        };
    }

    /// <returns>The sources that could be written to.</returns>
    private async Task<IReadOnlyList<string>> BeatAsync(long beat, CancellationToken cancellationToken)
    {
        var written = await Task.WhenAll(topology.Sources.Where(source => sessions.Has(source.Name)).Select(async source =>
        {
            try
            {
                await Heartbeat.WriteAsync(sessions[source.Name], source.ServerId, beat, cancellationToken).ConfigureAwait(false);
                return source.Name;
            }
            catch (MySqlReplicationException)
            {
                // A full disk, say. It has no lag to tell, and Diagnose tells the reason.
                return null;
            }
        })).ConfigureAwait(false);
        return [.. written.OfType<string>()];
    }

    private async Task<ServerStatus> ReadAsync(
        ServerSpec server, IReadOnlyList<string> beating, long beat, long written, CancellationToken cancellationToken)
    {
        var target = RunningServer.Of(topology, server);
        var status = new ServerStatus { Name = server.Name, Role = server.Role, Endpoint = $"{target.Host}:{target.Port}", Version = server.Version.ToString() };
        if (!sessions.Has(server.Name))
            return status with { Silence = sessions.WhyNot(server.Name)?.Message ?? "It does not answer." };

        try
        {
            return await ReadAsync(status, sessions[server.Name], beating, beat, written, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException failure)
        {
            return status with { Silence = failure.Message };
        }
    }

    private async Task<ServerStatus> ReadAsync(
        ServerStatus status, ServerConnection session, IReadOnlyList<string> beating, long beat, long written, CancellationToken cancellationToken)
    {
        var variable = session.Dialect.HasSuperReadOnly ? "super_read_only" : "read_only";
        var mark = await SourceMarks.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        var links = new List<LinkStatus>();
        foreach (var link in topology.LinksOf(status.Name))
            links.Add(await ReadAsync(link, session, beating, beat, written, cancellationToken).ConfigureAwait(false));
        return status with
        {
            IsReadOnly = await session.ScalarAsync("Reading " + variable, "SELECT @@GLOBAL." + variable, cancellationToken).ConfigureAwait(false) == "1",
            Position = mark.Position.ToString(),
            Gtids = topology.Positioning == Positioning.Gtid ? mark.Gtids ?? "" : "",
            Replication = links,
        };
    }

    private async Task<LinkStatus> ReadAsync(
        ReplicationLink link, ServerConnection replica, IReadOnlyList<string> beating, long beat, long written, CancellationToken cancellationToken)
    {
        var status = await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false);
        var lag = status is { BothThreadsRun: true } ? await LagAsync(link, replica, beating, beat, written, cancellationToken).ConfigureAwait(false) : null;
        return new LinkStatus
        {
            Source = link.Source,
            Receiver = status?.Receiver ?? "No",
            Applier = status?.Applier ?? "No",
            ReceivedPosition = status?.Received.ToString() ?? "",
            AppliedPosition = status?.Applied.ToString() ?? "",
            SecondsBehind = status?.SecondsBehind,
            LagMilliseconds = lag is { } known ? Math.Round(known.TotalMilliseconds, 1) : null,
            Problem = status is null
                ? "It does not replicate: no source is configured. Run --target=ConfigureReplication."
                : await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Until what the sources behind a link have written is here; null where it does not come in time, or none of them can be written to.</summary>
    private async Task<TimeSpan?> LagAsync(
        ReplicationLink link, ServerConnection replica, IReadOnlyList<string> beating, long beat, long written, CancellationToken cancellationToken)
    {
        int[] origins = [.. Origins(link.Source).Where(beating.Contains).Select(name => topology.Server(name).ServerId)];
        var limit = new Deadline(clock, LongestLag + topology.Asked.For(link.Replica).Delay);
        while (origins.Length > 0 && clock.GetElapsedTime(written) < limit.Limit)
        {
            if (await Heartbeat.HasAllAsync(replica, origins, beat, cancellationToken).ConfigureAwait(false))
                return clock.GetElapsedTime(written);
            await limit.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>The server itself where it is written to, else those that it gets everything from.</summary>
    private HashSet<string> Origins(string server)
    {
        var (found, next) = (new HashSet<string>(), new Stack<string>([server]));
        while (next.TryPop(out var name))
        {
            if (found.Add(name) && topology.Server(name).Role == ServerRole.Replica)
            {
                foreach (var link in topology.LinksOf(name))
                    next.Push(link.Source);
            }
        }

        return found;
    }
}
