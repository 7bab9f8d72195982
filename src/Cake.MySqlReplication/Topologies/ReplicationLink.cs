namespace Cake.MySqlReplication.Topologies;

/// <summary>One server that replicates from another.</summary>
/// <param name="Replica">The one that applies.</param>
/// <param name="Source">The one that it gets its events from.</param>
/// <param name="Channel">The replication channel (MySQL) or connection name (MariaDB); empty for the default one.</param>
internal sealed record ReplicationLink(string Replica, string Source, string Channel = "");
