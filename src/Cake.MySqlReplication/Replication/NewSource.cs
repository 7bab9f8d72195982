using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>What makes a replica a source, once nobody else is.</summary>
internal static class NewSource
{
    /// <summary>
    /// Makes it writable. It replicates still, from a server that nobody can write to: to end that takes longer than writers need
    /// to be held.
    /// </summary>
    public static async Task OpenAsync(Topology topology, ServerConnection server, CancellationToken cancellationToken)
    {
        await ApplyRoleAsync(topology, server, cancellationToken).ConfigureAwait(false);
        await WriteHold.OpenAsync(server, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends its replication. Does nothing where that is so already.</summary>
    public static async Task SettleAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        if (await ReplicaInspector.ReadAsync(server, "", cancellationToken).ConfigureAwait(false) is null)
            return;
        await server.ExecuteAllAsync(
            "Ending replication on the new source", [server.Dialect.StopReplica(""), server.Dialect.ForgetSource("")], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Lets its events run. Replicas have them disabled; what is enabled here is, by replication, disabled on the old source. It is
    /// a write, which a semi-synchronous source ends when a replica has it: they must follow by now.
    /// </summary>
    public static async Task EnableEventsAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        const string Purpose = "Enabling the events";
        // SLAVESIDE_DISABLED, and REPLICA_SIDE_DISABLED on newer servers.
        var events = await server.RowsAsync(
            Purpose, "SELECT EVENT_SCHEMA, EVENT_NAME FROM information_schema.EVENTS WHERE STATUS LIKE '%SIDE_DISABLED'", cancellationToken).ConfigureAwait(false);
        await server.ExecuteAllAsync(
            Purpose, events.Select(row => $"ALTER EVENT {Sql.Identifier(row["EVENT_SCHEMA"]!)}.{Sql.Identifier(row["EVENT_NAME"]!)} ENABLE"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets what the server's option file sets by its new role.</summary>
    public static Task ApplyRoleAsync(Topology topology, ServerConnection server, CancellationToken cancellationToken) =>
        server.ExecuteAllAsync(
            "Setting what belongs to the server's role",
            RoleVariables.Of(topology, topology.Server(server.Server.Name)).Select(variable => $"SET GLOBAL {variable.Name} = {variable.Value}"),
            cancellationToken);
}
