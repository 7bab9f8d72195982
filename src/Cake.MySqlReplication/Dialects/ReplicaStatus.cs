using System.Globalization;

namespace Cake.MySqlReplication.Dialects;

/// <summary>
/// A row of <c>SHOW REPLICA STATUS</c>, read under the old or the new column names: MySQL 8.0.22 mixes them.
/// https://dev.mysql.com/doc/refman/8.4/en/show-replica-status.html
/// </summary>
internal sealed class ReplicaStatus(IReadOnlyDictionary<string, string?> columns)
{
    public string SourceHost => Text("Source_Host", "Master_Host");

    public int SourcePort => (int)(Number("Source_Port", "Master_Port") ?? 0);

    public string SourceUser => Text("Source_User", "Master_User");

    /// <summary>The UUID of the server that it was last connected to; empty on MariaDB, and before the first connection.</summary>
    public string SourceUuid => Text("Source_UUID", "Master_UUID");

    public bool AsksForTls => Text("Source_SSL_Allowed", "Master_SSL_Allowed") == "Yes";

    /// <summary>Whether it asks the source for its public key; null where the server knows no such thing.</summary>
    public bool? AsksForPublicKey => Number("Get_Source_public_key", "Get_master_public_key") is { } answer ? answer == 1 : null;

    /// <summary>The replication filters that are set, each as <c>Replicate_Do_DB = mine</c>.</summary>
    public IReadOnlyList<string> Filters =>
    [
        .. columns
            .Where(column => column.Key.StartsWith("Replicate_", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(column.Value))
            .Select(column => $"{column.Key} = {column.Value}"),
    ];

    /// <summary>Yes, No, Connecting, or Preparing (MariaDB).</summary>
    public string Receiver => Text("Replica_IO_Running", "Slave_IO_Running");

    /// <summary>Yes or No.</summary>
    public string Applier => Text("Replica_SQL_Running", "Slave_SQL_Running");

    /// <summary>Whether the applier stops of its own at some mark: <c>START REPLICA UNTIL</c>.</summary>
    public bool StopsAtMark => Text("Until_Condition") is not ("" or "None");

    public string ApplierState => Text("Replica_SQL_Running_State", "Slave_SQL_Running_State");

    public int ReceiverErrorNumber => (int)(Number("Last_IO_Errno") ?? 0);

    public string ReceiverError => Text("Last_IO_Error");

    public int ApplierErrorNumber => (int)(Number("Last_SQL_Errno") ?? 0);

    public string ApplierError => Text("Last_SQL_Error");

    /// <summary>The server's own figure, in seconds; null where it knows none.</summary>
    public long? SecondsBehind => Number("Seconds_Behind_Source", "Seconds_Behind_Master");

    /// <summary>How far the applier has come in the source's binary log.</summary>
    public BinaryLogPosition Applied =>
        new(Text("Relay_Source_Log_File", "Relay_Master_Log_File"), Number("Exec_Source_Log_Pos", "Exec_Master_Log_Pos") ?? 0);

    /// <summary>How far the receiver has come in the source's binary log.</summary>
    public BinaryLogPosition Received =>
        new(Text("Source_Log_File", "Master_Log_File"), Number("Read_Source_Log_Pos", "Read_Master_Log_Pos") ?? 0);

    /// <summary>MySQL: the GTIDs of the transactions that have been received; empty elsewhere.</summary>
    public string ReceivedGtids => Text("Retrieved_Gtid_Set");

    /// <summary>How far the applier has come in the replica's own relay log.</summary>
    public BinaryLogPosition Relayed => new(Text("Relay_Log_File"), Number("Relay_Log_Pos") ?? 0);

    /// <summary>MySQL: whether the replica connects by GTID.</summary>
    public bool AutoPosition => Number("Auto_Position") == 1;

    /// <summary>MariaDB: <c>No</c>, <c>Slave_Pos</c> or <c>Current_Pos</c>; empty on MySQL.</summary>
    public string UsingGtid => Text("Using_Gtid");

    /// <summary>Whether it connects by GTID, of either kind.</summary>
    public bool UsesGtid => AutoPosition || UsingGtid is not ("" or "No");

    public bool BothThreadsRun => Receiver == "Yes" && Applier == "Yes";

    private string Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (columns.TryGetValue(name, out var value))
                return value ?? "";
        }

        return "";
    }

    private long? Number(params ReadOnlySpan<string> names) =>
        long.TryParse(Text(names), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
