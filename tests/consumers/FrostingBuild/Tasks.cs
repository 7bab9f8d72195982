using Cake.Common;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;
using Cake.MySqlReplication;
using MySqlConnector;

/// <summary>A hook: runs when the source answers, before replicas are pointed at it.</summary>
[IsDependentOn(typeof(StartMasterTask))]
[IsDependeeOf(typeof(ConfigureReplicationTask))]
public sealed class SchemaTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var source = context.Topology.Servers[0];
        await source.ExecuteAsync("CREATE DATABASE IF NOT EXISTS shop");
        await source.ExecuteAsync("CREATE TABLE IF NOT EXISTS shop.fruit (name VARCHAR(20) PRIMARY KEY) ENGINE = InnoDB");
        context.Information("The source has a schema.");
    }
}

/// <summary>A hook between the last two steps: breaks the replica on request.</summary>
[IsDependentOn(typeof(ConfigureReplicationTask))]
[IsDependeeOf(typeof(VerifySyncTask))]
public sealed class BreakTask : AsyncFrostingTask<BuildContext>
{
    public override bool ShouldRun(BuildContext context) => context.HasArgument("break");

    public override async Task RunAsync(BuildContext context)
    {
        await context.Topology.Servers[1].ExecuteAsync("STOP SLAVE SQL_THREAD");
        await context.Topology.Servers[0].ExecuteAsync("INSERT INTO shop.fruit VALUES ('sloe')");
    }
}

[TaskName("Ledger")]
public sealed class LedgerTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => context.Ledger.BringUpAsync();
}

[TaskName("Default")]
[IsDependentOn(typeof(LedgerTask))]
[IsDependentOn(typeof(VerifySyncTask))]
public sealed class ShopTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        await context.Topology.Servers[0].ExecuteAsync("INSERT INTO shop.fruit VALUES ('rowan')");
        (await context.Topology.VerifySyncAsync()).ThrowUnlessInSync();
        context.Information("The replica has a {0}.", await context.Topology.Servers[1].ExecuteAsync("SELECT name FROM shop.fruit"));
        context.Information("The ledger is on port {0}.", context.Ledger.Servers[0].Port);
    }
}

/// <summary>Takes long, and knows nothing of signals.</summary>
[TaskName("Linger")]
[IsDependentOn(typeof(ShopTask))]
public sealed class LingerTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        context.Information("Lingering.");
        new ManualResetEventSlim().Wait(TimeSpan.FromMinutes(1));
    }
}

internal static class Statements
{
    public static async Task<object?> ExecuteAsync(this RunningServer server, string statement)
    {
        await using var connection = new MySqlConnection(server.GetConnectionString());
        await connection.OpenAsync();
        await using var command = new MySqlCommand(statement, connection);
        return await command.ExecuteScalarAsync();
    }
}
