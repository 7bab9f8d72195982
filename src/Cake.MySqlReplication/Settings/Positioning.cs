namespace Cake.MySqlReplication.Settings;

/// <summary>How a replica says what it already has when it connects to its source.</summary>
public enum Positioning
{
    /// <summary>By GTID, which every supported server has: MySQL from 5.6 and MariaDB from 10.0 on.</summary>
    Auto,

    /// <summary>By global transaction identifiers. See https://dev.mysql.com/doc/refman/en/replication-gtids.html.</summary>
    Gtid,

    /// <summary>By binary log file and position. See https://dev.mysql.com/doc/refman/en/binlog-replication-configuration-overview.html.</summary>
    File,
}
