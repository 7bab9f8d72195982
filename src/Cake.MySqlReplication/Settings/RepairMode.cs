namespace Cake.MySqlReplication.Settings;

/// <summary>What a repair may do.</summary>
public enum RepairMode
{
    /// <summary>
    /// Whatever loses nothing: start servers and threads, restart a server on its option file, restore the replication
    /// account, point a replica back at its source, fetch a damaged relay log anew.
    /// </summary>
    Auto,

    /// <summary>That, and leave out the transaction that an applier stands at. What it changed is missing on the replica from then on.</summary>
    Skip,

    /// <summary>That, and empty the replica and make it anew from its source. What the replica alone held is lost.</summary>
    Rebuild,
}
