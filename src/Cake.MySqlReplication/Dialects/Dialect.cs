using System.Globalization;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Dialects;

/// <summary>One server family's replication SQL and option names. Pure: never opens a connection.</summary>
internal abstract class Dialect
{
    /// <summary>Seconds between attempts of a replica to connect. The server's default of 60 would be felt at every start.</summary>
    protected const int ConnectRetrySeconds = 1;

    /// <summary>
    /// How often it attempts. MySQL 8.4 and newer give up after ten times by default, which at one a second is when a
    /// source is merely slow.
    /// </summary>
    protected const int RetryCount = 86400;

    /// <summary>The dialect that <paramref name="server"/> understands.</summary>
    public static Dialect For(ServerVersion server) => server switch
    {
        { IsMariaDb: true } => new MariaDbDialect(),
        { Number: var number } when number >= ServerVersions.SourceReplicaTerms => new SourceReplicaDialect(number),
        _ => new MasterSlaveDialect(server.Number),
    };

    /// <summary>The oldest version that has what this tool needs: GTIDs, and functions that wait for them.</summary>
    public abstract Version Oldest { get; }

    /// <exception cref="MySqlReplicationException">The server is too old for this tool.</exception>
    public static void EnsureSupported(ServerVersion server, string origin)
    {
        if (For(server).Oldest is var oldest && server.Number < oldest)
        {
            throw new MySqlReplicationException(
                $"{server} from {origin} is too old: {oldest} is the oldest of its family that works. Choose another with --image, --server or --server-version.");
        }
    }

    /// <summary>Whether the server can refuse writes of privileged accounts, too.</summary>
    public abstract bool HasSuperReadOnly { get; }

    /// <summary>What log_replica_updates and replica_skip_errors are called here: <c>replica</c> or <c>slave</c>.</summary>
    public abstract string ReplicaWord { get; }

    /// <summary>Lines of the option file that only this family or version knows.</summary>
    public abstract IEnumerable<string> Options(Positioning positioning, bool isReplica);

    /// <summary>Statements after which the account exists, with this password and the replication privilege, and no other.</summary>
    public abstract IReadOnlyList<string> CreateReplicationAccount(string user, Secret password);

    /// <summary>The statement that points a replica at its source; <paramref name="start"/> is null for positioning by GTID.</summary>
    /// <remarks>A channel is empty for the default one; so it is in all that follows.</remarks>
    public abstract string ChangeSource(SourceEndpoint source, BinaryLogPosition? start, string channel);

    public abstract string StartReplica(string channel);

    public abstract string StopReplica(string channel);

    /// <summary>The statement after which a stopped replica replicates from nowhere.</summary>
    public abstract string ForgetSource(string channel);

    /// <summary>The statement after which a stopped replica has no relay log, and still has its source.</summary>
    public abstract string ResetReplica(string channel);

    public abstract string ShowRelayLogEvents(BinaryLogPosition from, int most, string channel);

    /// <summary>Statements after which a stopped applier leaves its next transaction out.</summary>
    /// <param name="gtid">The transaction's GTID; null by file and position.</param>
    public abstract IReadOnlyList<string> SkipTransaction(string? gtid);

    /// <summary>The status of one channel: one row, or none where it is not configured.</summary>
    public abstract string ShowReplicaStatus(string channel);

    public abstract string ShowSourceStatus { get; }

    /// <summary>Statements after which a server has no binary log and no GTID of its own.</summary>
    public abstract IReadOnlyList<string> ForgetHistory { get; }

    /// <summary>A query for the GTIDs that a source has written.</summary>
    public abstract string SourceGtids { get; }

    /// <summary>A query for the GTIDs that a replica has applied.</summary>
    public abstract string ReplicaGtids { get; }

    /// <summary>A query that waits until the replica has applied all up to <paramref name="mark"/>.</summary>
    public abstract string Wait(SourceMark mark, Positioning positioning, int seconds);

    /// <summary>What the answer to <see cref="Wait"/> means; <paramref name="answer"/> is null for NULL.</summary>
    public abstract WaitOutcome Outcome(long? answer, Positioning positioning);

    /// <summary>
    /// A query, for the replica, of the GTIDs that it has and its source has not. The replica's set must have been read
    /// before the source's: a live source runs ahead.
    /// </summary>
    public abstract string ErrantGtids(string replicaGtids, string sourceGtids, int replicaServerId);

    /// <summary>
    /// A query, for the replica, of those of its source's GTIDs that it has not; null where none can be left out: MariaDB
    /// knows only the last one.
    /// </summary>
    public abstract string? MissingGtids(string sourceGtids);

    /// <summary>Whether the status is that of a replica which uses this positioning.</summary>
    public abstract bool Uses(ReplicaStatus status, Positioning positioning);

    protected static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>MASTER_POS_WAIT and its successors: the number of events waited for, -1 for a time-out, NULL for a stopped applier.</summary>
    protected static WaitOutcome PositionOutcome(long? answer) => answer switch
    {
        null => WaitOutcome.ApplierStopped,
        < 0 => WaitOutcome.TimedOut,
        _ => WaitOutcome.Reached,
    };

    protected static string PositionWait(string function, BinaryLogPosition position, int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT {function}({Sql.Literal(position.File)}, {position.Offset}, {seconds})");
}
