namespace Cake.MySqlReplication.Diagnostics;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Replication works, but something is hidden from it, or will break it.</summary>
    Warning,

    /// <summary>A server does not run, or a replica does not get, or does not hold, what its source committed.</summary>
    Error,
}
