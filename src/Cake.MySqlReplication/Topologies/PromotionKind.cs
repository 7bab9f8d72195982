namespace Cake.MySqlReplication.Topologies;

/// <summary>Why another server becomes the source.</summary>
public enum PromotionKind
{
    /// <summary>Because that is wanted: the old source lives, and becomes a replica of the new one.</summary>
    Switchover,

    /// <summary>Because the old source is dead.</summary>
    Failover,
}
