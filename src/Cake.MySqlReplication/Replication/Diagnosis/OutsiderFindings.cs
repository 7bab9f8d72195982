using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>A server that does not follow its source at the moment: <see cref="ServerSpec.MustRejoin"/>.</summary>
internal static class OutsiderFindings
{
    public static async Task AddAsync(
        FindingList findings, Topology topology, ReplicationLink link, IReadOnlyDictionary<string, ExaminedServer> servers, CancellationToken cancellationToken)
    {
        var server = topology.Server(link.Replica);
        var rebuild = $"--target=Repair --repair=rebuild --replica={server.Name}";
        if (server.IsBeingCopied)
        {
            findings.Error(server.Name, FindingKind.NotReplicating, $"{server.Name} was being filled with a copy of {link.Source} when that was ended: its data are not complete.",
                $"Run {rebuild}: it begins the copy anew.", []);
            return;
        }

        var beyond = await BeyondAsync(topology, servers[link.Replica], servers[link.Source], cancellationToken).ConfigureAwait(false);
        if (!string.IsNullOrEmpty(beyond))
        {
            findings.Error(server.Name, FindingKind.ErrantTransactions,
                $"{server.Name} was cut off when the source changed, and has transactions that {link.Source}, the source now, has not. It does not follow.",
                $"It runs by itself on port {server.Port}: save what you need of them. Then run {rebuild}; what it alone has is lost by that.",
                [$"only on {server.Name}: {beyond}"]);
            return;
        }

        findings.Error(server.Name, FindingKind.NotReplicating, $"{server.Name} was cut off when the source changed, and does not follow {link.Source}, the source now.",
            beyond is null
                ? $"Run {rebuild}: its place in the binary log of {link.Source} is not known, nor what it alone has, which is lost by that."
                : "Run --target=VerifySync: it makes it follow.", []);
    }

    /// <summary>What it has and its source has not; null where that is not known.</summary>
    private static async Task<string?> BeyondAsync(Topology topology, ExaminedServer server, ExaminedServer source, CancellationToken cancellationToken)
    {
        if (topology.Positioning == Positioning.File)
            return null;
        string? beyond = null;
        await server.AskAsync(own => source.AskAsync(async other =>
            beyond = await PromotionCompletion.BeyondAsync(own, other, cancellationToken).ConfigureAwait(false) ?? "")).ConfigureAwait(false);
        return beyond;
    }
}
