using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Tests.Reporting;

/// <summary>Verdicts to report.</summary>
internal static class Reports
{
    public static ReplicaReport Replica { get; } = new()
    {
        Name = "slave", Source = "master", Version = "MySQL 9.7.4", Endpoint = "127.0.0.1:3308", Receiver = "Yes", Applier = "Yes", ApplierState = "Waiting for more updates",
        AppliedPosition = "mysql-bin.000001:1099", Gtids = "391b107f:1-7", LagMilliseconds = 16.5, SecondsBehind = 0, Problems = [],
    };

    public static ReplicaReport Broken { get; } = Replica with
    {
        Name = "slave2", Endpoint = "127.0.0.1:3309", Applier = "No", ApplierState = "", Gtids = "", LagMilliseconds = null, SecondsBehind = null,
        Problems = ["The applier stopped.", "A table is missing."],
    };

    public static SyncReport Of(params ReplicaReport[] replicas) => new()
    {
        Name = "orders", Sources = [new SourceReport { Name = "master", Endpoint = "127.0.0.1:3307", Version = "MySQL 9.7.4", Position = "mysql-bin.000001:1099", Gtids = "391b107f:1-7" }],
        Replicas = replicas, DurationMilliseconds = 42.5,
    };
}
