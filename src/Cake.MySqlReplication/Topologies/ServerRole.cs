namespace Cake.MySqlReplication.Topologies;

/// <summary>What a server does in a topology.</summary>
public enum ServerRole
{
    /// <summary>Is written to.</summary>
    Source,

    /// <summary>Applies what its source wrote.</summary>
    Replica,
}
