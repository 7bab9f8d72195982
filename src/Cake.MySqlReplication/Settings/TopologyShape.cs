namespace Cake.MySqlReplication.Settings;

/// <summary>Who replicates from whom.</summary>
public enum TopologyShape
{
    /// <summary>All replicas follow the one source. With one replica it is a pair.</summary>
    FanOut,

    /// <summary>The first replica follows the source, and every further one the one before it.</summary>
    Chain,

    /// <summary>Sources in a ring, each following the one before it: all are written to, and all hold everything.</summary>
    SourceSource,

    /// <summary>Every replica follows all sources, over one channel for each, named after the source.</summary>
    FanIn,
}
