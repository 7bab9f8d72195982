using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication.Repairs;
using Cake.MySqlReplication.Settings;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication;

/// <summary>
/// Helps replicas that refuse to start on the relay log that they have. MySQL 5.6 does so when it is killed between being
/// pointed at a source and receiving something from there. What was in it is fetched from the source again:
/// https://dev.mysql.com/doc/refman/8.4/en/replication-solutions-unexpected-replica-halt.html.
/// </summary>
internal static class RelayLogRecovery
{
    /// <summary>Errors by which a replica refuses to start on the relay log that it has, or to be pointed elsewhere.</summary>
    private static readonly int[] Errors = [1201, 1872, 13124];

    /// <summary>Whether the server said that it cannot use its relay log.</summary>
    public static bool Helps(MySqlReplicationException failure) => failure.InnerException is MySqlException error && Errors.Contains(error.Number);

    /// <summary>Points a stopped replica at a source, also where its relay log cannot be used any more.</summary>
    public static async Task PointAsync(ServerConnection replica, SourceEndpoint endpoint, BinaryLogPosition? start, string channel, CancellationToken cancellationToken)
    {
        const string Purpose = "Pointing the replica at its source";
        var statement = replica.Dialect.ChangeSource(endpoint, start, channel);
        try
        {
            await replica.ExecuteAsync(Purpose, statement, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException failure) when (Helps(failure))
        {
            await replica.ExecuteAllAsync(Purpose, [replica.Dialect.ResetReplica(channel), statement], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Has a replica whose relay log cannot be used go on from where its applier is: by GTID it knows where that is.</summary>
    /// <exception cref="MySqlReplicationException">By file, it is not known where its applier is.</exception>
    public static async Task RunAsync(
        ServerConnection replica, SourceEndpoint endpoint, Positioning positioning, string channel, CancellationToken cancellationToken)
    {
        BinaryLogPosition? start = null;
        if (positioning == Positioning.File)
        {
            var status = await ReplicaInspector.ReadAsync(replica, channel, cancellationToken).ConfigureAwait(false);
            if (status is null || status.Applied.File.Length == 0 || await WorkerPlaces.AreInexactAsync(replica, status, cancellationToken).ConfigureAwait(false))
            {
                throw new MySqlReplicationException(
                    $"{replica.Server.Name} cannot use its relay log any more, and does not know how far it had applied it. {ReplicationErrors.Rebuild}");
            }

            start = status.Applied;
        }

        await replica.ExecuteAllAsync(
            "Deleting the relay log", [replica.Dialect.StopReplica(channel), replica.Dialect.ResetReplica(channel)], cancellationToken).ConfigureAwait(false);
        await PointAsync(replica, endpoint, start, channel, cancellationToken).ConfigureAwait(false);
    }
}
