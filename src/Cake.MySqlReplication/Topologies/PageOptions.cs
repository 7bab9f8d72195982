namespace Cake.MySqlReplication.Topologies;

/// <summary>Options by which a server on a Unix-like system reads and writes the pages of its data files.</summary>
internal static class PageOptions
{
    /// <summary>
    /// Durable, past the system's memory. Else through it: what is written and not synchronised is lost by a power failure, and
    /// not by the end of a process, and the system reads ahead by itself.
    /// </summary>
    public static IReadOnlyList<(string Name, string Value)> Of(bool isDurable) => isDurable
        ? [("innodb_flush_method", "O_DIRECT")]
        : [("innodb_flush_method", "nosync"), ("innodb_read_ahead_threshold", "0")];
}
