using Cake.Core;
using Cake.Frosting.MySqlReplication;
using Cake.MySqlReplication;
using Cake.MySqlReplication.Settings;

/// <summary>A build with two topologies: the one that the library's tasks work on, and one that a task of its own brings up.</summary>
public sealed class BuildContext : MySqlReplicationContext
{
    public BuildContext(ICakeContext context)
        : base(context) =>
        Ledger = Add(new ReplicationSettings { Name = Settings.Name + "-ledger" });

    public RunningTopology Ledger { get; }

    protected override ReplicationSettings Settings => new() { Name = Environment.GetEnvironmentVariable("SHOP_NAME") ?? "shop" };
}
