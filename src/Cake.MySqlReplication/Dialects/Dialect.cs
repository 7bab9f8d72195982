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
        { IsMariaDb: true } => new MariaDbDialect(server.Number),
        { Number: var number } when number >= ServerVersions.SourceReplicaTerms => new SourceReplicaDialect(number),
        _ => new MasterSlaveDialect(server.Number),
    };

    /// <summary>The oldest version that has what this tool needs: GTIDs, and functions that wait for them.</summary>
    public abstract Version Oldest { get; }

    /// <summary>Whether a replica can hold back what it has received.</summary>
    public abstract bool HasDelay { get; }

    /// <summary>Whether a replica notes the GTIDs of transactions that its filters keep out.</summary>
    public abstract bool RecordsFilteredGtids { get; }

    /// <summary>Whether commits can wait for a replica.</summary>
    public abstract bool HasSemiSync { get; }

    /// <summary>Statements that load what semi-synchronous replication needs, each with the plugin that it loads; none where it is built in.</summary>
    public abstract IReadOnlyList<(string Plugin, string Statement)> SemiSyncPlugins { get; }

    /// <summary>What the variables of semi-synchronous replication begin with, for the end that commits or the one that receives.</summary>
    public abstract string SemiSyncPrefix(bool isSource);

    /// <summary>Whether a server without a certificate makes one when it starts.</summary>
    public abstract bool MakesCertificates { get; }

    /// <summary>Whether a replica can follow several sources.</summary>
    public abstract bool HasChannels { get; }

    /// <summary>Whether the server can refuse writes of privileged accounts, too.</summary>
    public abstract bool HasSuperReadOnly { get; }

    /// <summary>What log_replica_updates and replica_skip_errors are called here: <c>replica</c> or <c>slave</c>.</summary>
    public abstract string ReplicaWord { get; }

    /// <summary>Lines of the option file that only this family or version knows.</summary>
    public abstract IEnumerable<string> Options(Topology topology, ServerSpec server);

    /// <summary>Statements after which the account exists, with this password and the replication privilege, and no other.</summary>
    public abstract IReadOnlyList<string> CreateReplicationAccount(string user, Secret password, bool requiresTls);

    /// <summary>Statements after which these accounts are gone, also on those servers of a topology that have them not and replicate this.</summary>
    /// <param name="accounts">As <see cref="Sql.Account"/> gives them.</param>
    public virtual IReadOnlyList<string> DropUsers(IReadOnlyList<string> accounts) => ["DROP USER IF EXISTS " + string.Join(", ", accounts)];

    /// <summary>The statement that points a replica at its source; <paramref name="start"/> is null for positioning by GTID.</summary>
    /// <remarks>A channel is empty for the default one; so it is in all that follows.</remarks>
    public abstract string ChangeSource(SourceEndpoint source, BinaryLogPosition? start, string channel);

    public abstract string StartReplica(string channel);

    public abstract string StopReplica(string channel);

    public abstract string StopReceiver(string channel);

    public abstract string StopApplier(string channel);

    public abstract string StartApplier(string channel);

    /// <summary>
    /// Starts the applier, which ends by itself once it has applied what the source had at <paramref name="mark"/>, or, by
    /// position, before the first event after that.
    /// </summary>
    public abstract string StartApplierUntil(SourceMark mark, Positioning positioning, string channel);

    /// <summary>The statement after which a stopped replica replicates from nowhere.</summary>
    public abstract string ForgetSource(string channel);

    /// <summary>The statement after which a stopped replica has no relay log, and still has its source.</summary>
    public abstract string ResetReplica(string channel);

    public abstract string ShowRelayLogEvents(BinaryLogPosition from, int most, string channel);

    /// <summary>Statements after which a stopped applier leaves its next transaction out.</summary>
    /// <param name="gtid">The transaction's GTID; null by file and position.</param>
    /// <param name="channel">The channel.</param>
    public abstract IReadOnlyList<string> SkipTransaction(string? gtid, string channel);

    /// <summary>The status of one channel: one row, or none where it is not configured.</summary>
    public abstract string ShowReplicaStatus(string channel);

    public abstract string ShowSourceStatus { get; }

    /// <summary>Statements after which a server has no binary log and no GTID of its own.</summary>
    public abstract IReadOnlyList<string> ForgetHistory { get; }

    /// <summary>
    /// The statement after which a server without history takes these GTIDs, as <see cref="SourceGtids"/> gives them, for applied.
    /// </summary>
    public abstract string AdoptGtids(string gtids);

    /// <summary>A query for the GTIDs that a source has written.</summary>
    public abstract string SourceGtids { get; }

    /// <summary>Of a source's GTIDs, those that all servers get from it.</summary>
    public abstract string Outgoing(string gtids, Topology topology, ServerSpec source);

    /// <summary>A query for the GTIDs that a replica has applied.</summary>
    public abstract string ReplicaGtids { get; }

    /// <summary>A query for all GTIDs that a server has, whoever wrote them and since whenever.</summary>
    public abstract string History { get; }

    /// <summary>
    /// A query for those GTIDs of one server's <see cref="History"/> that another's does not have. A replica's must be read before
    /// its source's: a live source runs ahead.
    /// </summary>
    public abstract string Beyond(string history, string other);

    /// <summary>A query for what one replica has applied (<see cref="ReplicaGtids"/>) and another has not.</summary>
    public abstract string Ahead(string gtids, string other);

    /// <summary>
    /// The statement after which a server that was a source knows as a replica where it stands; null where it knows by itself.
    /// </summary>
    public abstract string? AdoptOwnPosition { get; }

    /// <summary>Whether settings can be changed for all later starts: https://dev.mysql.com/doc/refman/8.4/en/persisted-system-variables.html.</summary>
    public abstract bool HasPersistedVariables { get; }

    /// <summary>A query that waits until the replica has applied all up to <paramref name="mark"/>.</summary>
    public abstract string Wait(SourceMark mark, Positioning positioning, int seconds, string channel);

    /// <summary>What the answer to <see cref="Wait"/> means; <paramref name="answer"/> is null for NULL.</summary>
    public abstract WaitOutcome Outcome(long? answer, Positioning positioning);

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

    protected static string PositionWait(string function, BinaryLogPosition position, int seconds, string channel) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {function}({Sql.Literal(position.File)}, {position.Offset}, {seconds}{(channel.Length == 0 ? "" : ", " + Sql.Literal(channel))})");
}
