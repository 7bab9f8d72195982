namespace Cake.MySqlReplication.Dialects;

/// <summary>How far a source had come at one moment: what a replica has to reach.</summary>
/// <param name="Position">The end of its binary log.</param>
/// <param name="Gtids">Its executed GTID set (MySQL) or GTID position (MariaDB); null when GTIDs are off.</param>
internal sealed record SourceMark(BinaryLogPosition Position, string? Gtids)
{
    /// <summary>Position, and GTIDs where there are some.</summary>
    public override string ToString() => string.IsNullOrEmpty(Gtids) ? Position.ToString() : $"{Position}, GTIDs {Gtids}";
}
