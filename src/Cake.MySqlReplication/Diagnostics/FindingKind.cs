namespace Cake.MySqlReplication.Diagnostics;

/// <summary>What is wrong, in one word, for programs that read a diagnosis.</summary>
public enum FindingKind
{
    /// <summary>A server does not run.</summary>
    ServerDown,

    /// <summary>A server runs and does not answer: it hangs, or refuses root.</summary>
    ServerSilent,

    /// <summary>A server has not read its option file, or will not at its next start.</summary>
    ConfigurationIgnored,

    /// <summary>There is no room left for what servers write.</summary>
    DiskFull,

    /// <summary>Two servers have the same <c>server_id</c>.</summary>
    SameServerId,

    /// <summary>Two servers have the same <c>server_uuid</c>.</summary>
    SameServerUuid,

    /// <summary>A replica is older than its source, or of another family.</summary>
    VersionMismatch,

    /// <summary>A replica has no source.</summary>
    NotReplicating,

    /// <summary>A replica is pointed at another source than the recorded one.</summary>
    WrongSource,

    /// <summary>A replica is positioned by file where GTID is recorded, or the other way round.</summary>
    WrongPositioning,

    /// <summary>A replica does not reach a source that runs.</summary>
    SourceUnreachable,

    /// <summary>A server takes no further connection.</summary>
    NoConnectionLeft,

    /// <summary>The source refuses the replication account: its name, its password, or its host.</summary>
    AccountRefused,

    /// <summary>The replication account is locked, or its password has expired.</summary>
    AccountUnusable,

    /// <summary>The replication account lacks its privilege.</summary>
    PrivilegeMissing,

    /// <summary>The account's authentication plugin needs TLS, a public key, or a newer replica.</summary>
    AuthenticationPlugin,

    /// <summary>Replica and source do not agree on TLS.</summary>
    Tls,

    /// <summary>The source no longer has the binary logs that the replica needs.</summary>
    PurgedBinaryLogs,

    /// <summary>The replica asks for a binary log that the source never had.</summary>
    PositionUnknown,

    /// <summary>The replica asks for a position past the end of the source's binary log.</summary>
    PositionPastEnd,

    /// <summary>The replica asks for a position where no event begins.</summary>
    PositionInsideEvent,

    /// <summary>The source has lost transactions that the replica has: it was reset, or restored.</summary>
    SourceReset,

    /// <summary>The source's configuration excludes replication.</summary>
    SourceConfiguration,

    /// <summary>The receiver (IO thread) is stopped, without an error.</summary>
    ReceiverStopped,

    /// <summary>The applier (SQL thread) is stopped, without an error.</summary>
    ApplierStopped,

    /// <summary>The replica has a row that the source inserts.</summary>
    DuplicateKey,

    /// <summary>The replica lacks a row that the source changed.</summary>
    MissingRow,

    /// <summary>The replica lacks a schema, table or column.</summary>
    MissingObject,

    /// <summary>The replica has already what the source creates.</summary>
    ExistingObject,

    /// <summary>A column's type differs between source and replica.</summary>
    TypeMismatch,

    /// <summary>The replica's relay log is damaged or gone.</summary>
    RelayLogDamaged,

    /// <summary>The replica has transactions of its own.</summary>
    ErrantTransactions,

    /// <summary>A replication filter keeps changes from replicas.</summary>
    Filter,

    /// <summary>The replica skips errors, so that rows may differ without anybody being told.</summary>
    SkippedErrors,

    /// <summary>An error of replication that has no entry of its own here.</summary>
    OtherError,
}
