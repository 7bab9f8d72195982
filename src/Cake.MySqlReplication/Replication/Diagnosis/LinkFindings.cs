using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>What is wrong between one replica and one of its sources.</summary>
internal static class LinkFindings
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task AddAsync(
        FindingList findings, Topology topology, IServerEngine engine, TimeProvider clock, ReplicationLink link,
        IReadOnlyDictionary<string, ExaminedServer> servers, CancellationToken cancellationToken)
    {
        if (topology.Server(link.Replica).MustRejoin)
        {
            await OutsiderFindings.AddAsync(findings, topology, link, servers, cancellationToken).ConfigureAwait(false);
            return;
        }

        var replica = servers[link.Replica].Session!;
        if (await SettledStatusAsync(replica, link.Channel, clock, cancellationToken).ConfigureAwait(false) is not { } status)
        {
            findings.Error(link.Replica, FindingKind.NotReplicating, $"{link.Replica} does not replicate: no source is configured.",
                "Run --target=Repair: by GTID it points the replica at its recorded source. By file and position its place is lost: " + ReplicationErrors.Rebuild, [], link.Channel);
            return;
        }

        var examined = new ExaminedLink(topology, link, engine.InternalAddress(topology, topology.Server(link.Source)), servers[link.Source], servers[link.Replica], status);
        var isExplained = AddressFindings.Add(findings, examined);
        isExplained |= await PositionFindings.AddAsync(findings, examined, cancellationToken).ConfigureAwait(false);
        isExplained |= await AccountFindings.AddAsync(findings, examined, cancellationToken).ConfigureAwait(false);
        if (!isExplained && RelayLogFindings.Add(findings, examined))
            return;
        if (!isExplained)
            AddReceiver(findings, examined);
        await ApplierFindings.AddAsync(findings, examined, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A receiver that has just been started has no error yet.</summary>
    private static async Task<ReplicaStatus?> SettledStatusAsync(ServerConnection replica, string channel, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var limit = new Deadline(clock, SettleLimit); ; await limit.PauseAsync(Pause, cancellationToken).ConfigureAwait(false))
        {
            var status = await ReplicaInspector.ReadAsync(replica, channel, cancellationToken).ConfigureAwait(false);
            if (status is null || status.Receiver is "Yes" or "No" || status.ReceiverErrorNumber != 0 || limit.HasPassed)
                return status;
        }
    }

    /// <summary>What the receiver itself reports, where nothing that was found explains it.</summary>
    private static void AddReceiver(FindingList findings, ExaminedLink link)
    {
        var (replica, status) = (link.Replica.Name, link.Status);
        if (status.Receiver == "Yes")
            return;

        if (status.ReceiverErrorNumber == 0)
        {
            var isStopped = status.Receiver == "No";
            findings.Error(
                replica,
                isStopped ? FindingKind.ReceiverStopped : FindingKind.SourceUnreachable,
                isStopped
                    ? $"The receiver (IO thread) of {replica} is stopped, and no error is recorded: somebody stopped it."
                    : $"The receiver (IO thread) of {replica} does not come to connect to {link.Source.Name}.",
                "Run --target=Repair: it starts it.",
                link.ReceiverEvidence,
                link.Link.Channel);
            return;
        }

        var meaning = ReplicationErrors.Find(status.ReceiverErrorNumber, status.ReceiverError)
            ?? new ErrorMeaning(FindingKind.OtherError, "The receiver (IO thread) reports an error.", "Mend what the server complains of and run --target=Repair, or: " + ReplicationErrors.Rebuild);
        findings.Error(replica, meaning.Kind, meaning.Cause, meaning.Remedy, link.ReceiverEvidence, link.Link.Channel);
    }
}
