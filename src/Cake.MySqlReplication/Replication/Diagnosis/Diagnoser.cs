using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>
/// Finds out what is wrong with a topology, and changes nothing. It looks at each server and each link also where no error is
/// reported: a position past the end, a filter or a skipped error is none to a server.
/// </summary>
internal sealed class Diagnoser(Topology topology, IServerEngine engine, TimeProvider clock)
{
    public async Task<DiagnosisReport> DiagnoseAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var findings = new FindingList(topology);
        var servers = await LookAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var server in servers.Values)
                await ServerFindings.AddAsync(findings, topology, server, engine, cancellationToken).ConfigureAwait(false);
            DiskFindings.Add(findings, topology);
            IdentityFindings.Add(findings, topology, servers);
            foreach (var link in Flow.Downwards(topology))
            {
                await servers[link.Replica].AskAsync(_ =>
                    LinkFindings.AddAsync(findings, topology, engine, clock, link, servers, cancellationToken)).ConfigureAwait(false);
            }

            foreach (var replica in topology.Links.Select(link => link.Replica).Distinct())
            {
                await servers[replica].AskAsync(_ =>
                    HiddenFindings.AddAsync(findings, topology, servers[replica], servers, cancellationToken)).ConfigureAwait(false);
            }

            foreach (var server in servers.Values.Where(server => server.Silence is not null))
                ServerFindings.AddUnanswered(findings, server, server.Silence!);
            StarvedServers.Add(findings, topology);
        }
        finally
        {
            foreach (var server in servers.Values)
                await server.DisposeAsync().ConfigureAwait(false);
        }

        return new DiagnosisReport
        {
            Name = topology.Name,
            Findings = findings.All,
            DurationMilliseconds = Math.Round(clock.GetElapsedTime(start).TotalMilliseconds, 1),
        };
    }

    private async Task<IReadOnlyDictionary<string, ExaminedServer>> LookAsync(CancellationToken cancellationToken)
    {
        var presence = await PresenceAsync(cancellationToken).ConfigureAwait(false);
        var servers = await Task.WhenAll(topology.Servers.Select(server =>
        {
            bool? isRunning = presence is null ? null : presence.GetValueOrDefault(server.Name) == ServerPresence.Running;
            return ExaminedServer.LookAsync(topology, server, isRunning, engine, clock, cancellationToken);
        })).ConfigureAwait(false);
        return servers.ToDictionary(server => server.Name);
    }

    /// <summary>Null where the engine does not answer: the servers are asked all the same.</summary>
    private async Task<IReadOnlyDictionary<string, ServerPresence>?> PresenceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await engine.FindAsync(TopologyId.Of(topology), cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException)
        {
            return null;
        }
    }
}
