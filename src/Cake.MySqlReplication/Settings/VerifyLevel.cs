namespace Cake.MySqlReplication.Settings;

/// <summary>How much a verification looks at. Each level looks at all that the one before does.</summary>
public enum VerifyLevel
{
    /// <summary>Threads, the arrival of a row, and positions or GTIDs.</summary>
    Quick,

    /// <summary>Transactions of the replica's own, and everything about schemas but the rows of tables.</summary>
    Standard,

    /// <summary>The rows of every user table, by checksums at a consistent point.</summary>
    Full,
}
