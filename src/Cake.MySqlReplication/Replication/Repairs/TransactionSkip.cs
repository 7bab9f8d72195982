using System.Text.RegularExpressions;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication.Diagnosis;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>Leaves out the one transaction that an applier stands at, and says which.</summary>
internal sealed partial class TransactionSkip(ReplicationLink link, Positioning positioning, Action<string> say)
{
    public async Task RunAsync(ServerConnection source, ServerConnection replica, ReplicaStatus status, CancellationToken cancellationToken)
    {
        var events = await EventPlaces.InSourceAsync(source, status, cancellationToken).ConfigureAwait(false);
        var gtid = positioning == Positioning.Gtid ? events.Select(text => NextGtid().Match(text)).FirstOrDefault(match => match.Success)?.Groups[1].Value : null;
        var isKnown = events.Count > 0 && (gtid is not null || !status.AutoPosition);
        if (isKnown && gtid is not null && replica.Dialect.MissingGtids(gtid) is { } query)
            isKnown = !string.IsNullOrEmpty(await replica.ScalarAsync("Comparing GTIDs", query, cancellationToken).ConfigureAwait(false));
        if (gtid is null && await WorkerPlaces.AreInexactAsync(replica, status, cancellationToken).ConfigureAwait(false))
            isKnown = false;
        if (!isKnown)
        {
            throw new MySqlReplicationException(
                $"The transaction that {link.Replica} stands at ({status.Applied}) cannot be told for sure from the binary log of {link.Source}, so that something else might be left out. " +
                "Run --target=Repair --repair=rebuild, or --target=Teardown and start afresh.");
        }

        say($"{link.Replica}: leaving out the transaction {gtid ?? status.Applied.ToString()} of {link.Source}. What it changed will be missing there: " +
            string.Join("; ", events.Select(text => Diagnostics.SecretMask.Apply(text))));
        // An empty transaction counts as a write.
        var isProtected = replica.Dialect.HasSuperReadOnly &&
            await replica.ScalarAsync("Reading super_read_only", "SELECT @@GLOBAL.super_read_only", cancellationToken).ConfigureAwait(false) == "1";
        if (isProtected)
            await replica.ExecuteAsync("Lifting super_read_only", "SET GLOBAL super_read_only = OFF", cancellationToken).ConfigureAwait(false);
        try
        {
            await replica.ExecuteAllAsync("Leaving a transaction out", replica.Dialect.SkipTransaction(gtid, link.Channel), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isProtected)
                await replica.ExecuteAsync("Making the replica read-only", "SET GLOBAL super_read_only = ON", CancellationToken.None).ConfigureAwait(false);
        }
    }

    // SET @@SESSION.GTID_NEXT= '391b107f-e6fa-11f1-8808-02fc00000001:4'; a tag may stand in the middle.
    [GeneratedRegex("GTID_NEXT= *'([^']+)'")]
    private static partial Regex NextGtid();
}
