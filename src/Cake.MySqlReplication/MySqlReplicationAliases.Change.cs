using Cake.Core;
using Cake.Core.Annotations;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication;

/// <content>What changes a topology that runs.</content>
public static partial class MySqlReplicationAliases
{
    /// <summary>
    /// Adds a replica to a running topology, with all that its source holds, while that is being written to.
    /// </summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology; null for the default name.</param>
    /// <param name="cancellationToken">Gives up; the topology is left as it was.</param>
    /// <returns>The new replica.</returns>
    /// <exception cref="MySqlReplicationException">The topology does not run, or the copy failed.</exception>
    /// <example>
    /// <code>
    /// var replica = await AddMySqlReplica();
    /// Information(replica.GetMaskedConnectionString());
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Grow")]
    public static Task<RunningServer> AddMySqlReplica(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).AddReplicaAsync(cancellationToken.GetValueOrDefault());

    /// <summary>Removes a replica from a running topology, with its data.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology, and by <see cref="ReplicationSettings.Replica"/> the replica; null for the default name and the last replica.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing is removed yet.</param>
    /// <exception cref="MySqlReplicationException">There is no such replica, it is the only one, or others replicate from it.</exception>
    /// <example>
    /// <code>
    /// await RemoveMySqlReplica(new ReplicationSettings { Replica = "slave2" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Grow")]
    public static Task RemoveMySqlReplica(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).RemoveReplicaAsync(cancellationToken.GetValueOrDefault());

    /// <summary>
    /// Makes a replica the source: the one that the settings name, or the first, or the most advanced where the source is dead.
    /// </summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology and the replica; null for the default name and any replica.</param>
    /// <param name="cancellationToken">Gives up, as long as the old source is the source.</param>
    /// <returns>What was done, and what could not be.</returns>
    /// <exception cref="MySqlReplicationException">It could not be done.</exception>
    /// <example>
    /// <code>
    /// var report = await PromoteMySqlReplication(new ReplicationSettings { Replica = "slave" });
    /// Information($"{report.NewSource} is the source now.");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Promote")]
    public static Task<PromotionReport> PromoteMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).PromoteAsync(cancellationToken.GetValueOrDefault());

    /// <summary>
    /// Takes away the schemas and accounts that came since a topology was started, and sets global variables back: a clean start for
    /// the next tests.
    /// </summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology; null for the default name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was taken away.</returns>
    /// <exception cref="MySqlReplicationException">It could not be done.</exception>
    /// <example>
    /// <code>
    /// await ResetMySqlReplication();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Reset")]
    public static Task<ResetReport> ResetMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).ResetAsync(cancellationToken.GetValueOrDefault());

    /// <summary>Mends what a diagnosis finds, as far as <see cref="ReplicationSettings.Repair"/> allows.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology, and says how far to go and for which replica; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was done, and what is wrong still.</returns>
    /// <exception cref="MySqlReplicationException">A step could not be taken.</exception>
    /// <example>
    /// <code>
    /// (await RepairMySqlReplication(new ReplicationSettings { Replica = "slave2", Repair = RepairMode.Rebuild })).ThrowUnlessRepaired();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Repair")]
    public static Task<RepairReport> RepairMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).RepairAsync(cancellationToken.GetValueOrDefault());
}
