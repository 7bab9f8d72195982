using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Replication.Diagnosis;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>
/// Mends what a diagnosis finds: first servers, then links. It says what it is going to do before it does it, and writes to
/// a source nothing but the replication account.
/// </summary>
/// <param name="read">The topology as recorded at the moment.</param>
/// <param name="settings">What is asked for: how far to go, and for which replica.</param>
/// <param name="servers">Starts and restarts servers.</param>
/// <param name="engine">Where they run.</param>
/// <param name="log">Is told what is going to be done.</param>
/// <param name="clock">The clock of all waits.</param>
internal sealed class Repairer(
    Func<Topology> read, ReplicationSettings settings, ServerRestarts servers, IServerEngine engine, ICakeLog log, TimeProvider clock)
{
    private readonly List<string> _steps = [];

    public async Task<RepairReport> RepairAsync(CancellationToken cancellationToken)
    {
        var topology = read();
        var replicas = Selected(topology);
        ThrowIfSourcesAreToBeEmptied(topology, replicas);
        var concerned = replicas.Concat(topology.Links.Where(link => replicas.Contains(link.Replica)).Select(link => link.Source)).ToHashSet();
        var found = await DiagnoseAsync(cancellationToken).ConfigureAwait(false);
        if (await MendServersAsync(found, concerned, cancellationToken).ConfigureAwait(false))
            found = await DiagnoseAsync(cancellationToken).ConfigureAwait(false);

        var rebuild = new ReplicaRebuild(read, servers, engine, log, clock, Say);
        foreach (var replica in replicas)
            await MendReplicaAsync(replica, found, rebuild, cancellationToken).ConfigureAwait(false);
        return new RepairReport
        {
            Name = topology.Name,
            Steps = _steps,
            Servers = concerned,
            Remaining = _steps.Count == 0 ? found : await DiagnoseAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    private List<string> Selected(Topology topology)
    {
        // Those that others get their changes from come first.
        var all = Flow.Downwards(topology).Select(link => link.Replica).Distinct().ToList();
        if (settings.Replica is null)
            return all;
        return all.Contains(settings.Replica)
            ? [settings.Replica]
            : throw new MySqlReplicationException($"There is no replica called {settings.Replica} in {topology.Name}. Replicas: {string.Join(", ", all)}.");
    }

    /// <summary>In a ring all are sources: what one of them alone has was acknowledged to whoever wrote it.</summary>
    private void ThrowIfSourcesAreToBeEmptied(Topology topology, IEnumerable<string> replicas)
    {
        if (settings.Repair == RepairMode.Rebuild && replicas.FirstOrDefault(name => topology.Server(name).Role == ServerRole.Source) is { } source)
        {
            throw new MySqlReplicationException(
                $"{source} is a source of {topology.Name} itself, in which sources follow each other: --repair=rebuild would lose what was written on it. Nothing was changed. " +
                "Run --target=Repair without it, which mends what --target=Diagnose names and loses nothing, or --target=Teardown and start afresh.");
        }
    }

    private Task<DiagnosisReport> DiagnoseAsync(CancellationToken cancellationToken) => new Diagnoser(read(), engine, clock).DiagnoseAsync(cancellationToken);

    private async Task<bool> MendServersAsync(DiagnosisReport found, HashSet<string> concerned, CancellationToken cancellationToken)
    {
        // One that is emptied anyway need not start with the data that it has, and may not be able to.
        var ignored = settings.Repair == RepairMode.Rebuild ? Selected(read()) : [];
        var findings = found.Findings.Where(finding => concerned.Contains(finding.Server) && !ignored.Contains(finding.Server)).ToList();
        var renumbered = Of(FindingKind.SameServerId, FindingSeverity.Warning);
        var down = Of(FindingKind.ServerDown);
        var restarted = Of(FindingKind.ConfigurationIgnored).Union(Of(FindingKind.SameServerUuid)).Except(down).ToList();
        foreach (var name in renumbered)
            await SetServerIdAsync(name, cancellationToken).ConfigureAwait(false);
        foreach (var name in restarted)
        {
            var isCopy = Of(FindingKind.SameServerUuid).Contains(name);
            Say(isCopy
                ? $"{name}: stopping it, deleting its auto.cnf so that it makes a UUID of its own, and starting it with its data."
                : $"{name}: stopping it, writing its option file anew, and starting it with its data.");
            await servers.StopAsync(read(), name, forgetsUuid: isCopy, cancellationToken).ConfigureAwait(false);
        }

        foreach (var name in down)
            Say($"{name} does not run: starting it.");
        if (down.Count + restarted.Count > 0)
            await servers.StartAsync(ignored.Count > 0 ? [ServerRole.Source] : [ServerRole.Source, ServerRole.Replica], cancellationToken).ConfigureAwait(false);
        return renumbered.Count + down.Count + restarted.Count > 0;

        List<string> Of(FindingKind kind, FindingSeverity least = FindingSeverity.Error) =>
            [.. findings.Where(finding => finding.Kind == kind && finding.Severity >= least).Select(finding => finding.Server).Distinct()];
    }

    private async Task SetServerIdAsync(string name, CancellationToken cancellationToken)
    {
        var server = read().Server(name);
        Say($"{name}: setting its server_id to {server.ServerId}, as planned.");
        await using var sessions = await ServerSessions.OpenAsync(read() with { Servers = [server], Links = [] }, engine, cancellationToken).ConfigureAwait(false);
        await sessions[name].ExecuteAsync("Setting the server id", DiagnosticQueries.SetServerId(server.ServerId), cancellationToken).ConfigureAwait(false);
    }

    private async Task MendReplicaAsync(string replica, DiagnosisReport found, ReplicaRebuild rebuild, CancellationToken cancellationToken)
    {
        var findings = found.Findings.Where(finding => finding.Server.Split(", ").Contains(replica)).ToList();
        if (settings.Repair == RepairMode.Rebuild && (settings.Replica is not null || findings.Exists(finding => finding.Kind != FindingKind.DiskFull)))
        {
            await rebuild.RunAsync(replica, cancellationToken).ConfigureAwait(false);
            return;
        }

        var ends = read().LinksOf(replica).Select(link => link.Source).Append(replica).ToList();
        var isSilent = found.Findings.Any(finding => finding.Kind is FindingKind.ServerSilent or FindingKind.NoConnectionLeft && ends.Contains(finding.Server));
        // One that has not rejoined its source may have what that has not: nothing but a rebuild, which was told so, loses it.
        if (findings.Count == 0 || isSilent || read().Server(replica).MustRejoin)
            return;
        foreach (var link in read().LinksOf(replica))
        {
            var concerning = findings.Where(finding => finding.Channel == link.Channel).ToList();
            await new LinkRepair(read(), link, engine, log, clock, Say).RunAsync(concerning, settings.Repair, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Say(string step)
    {
        _steps.Add(step);
        log.Information("{0}", step);
    }
}
