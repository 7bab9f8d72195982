using System.Diagnostics;
using Cake.MySqlReplication.Benchmarks.Measuring;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.MySql;

namespace Cake.MySqlReplication.Benchmarks.Peers;

/// <summary>Testcontainers for .NET, both containers at once, replication configured by statements.</summary>
internal sealed class TestcontainersPeer(Workbench bench, string server)
{
    public const string Title = "Testcontainers.MySql, 1+1";

    private readonly string _password = Guid.NewGuid().ToString("N");

    public Contender Contender => new(Title, RunAsync);

    private async Task RunAsync(Sheet sheet, CancellationToken cancellationToken)
    {
        // Its helper for leftovers is an image of its own, which not every engine can pull or run.
        TestcontainersSettings.ResourceReaperEnabled = false;
        var watch = Stopwatch.StartNew();
        await using var network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
        await network.CreateAsync(cancellationToken);
        await using var source = Server(network, "source", 1);
        await using var replica = Server(network, "replica", 2);
        await Task.WhenAll(source.StartAsync(cancellationToken), replica.StartAsync(cancellationToken));

        await Statements.RunAsync(source.GetConnectionString(), cancellationToken,
            "RESET BINARY LOGS AND GTIDS", $"CREATE USER 'repl'@'%' IDENTIFIED BY '{_password}'", "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'");
        await Statements.RunAsync(replica.GetConnectionString(), cancellationToken,
            "RESET BINARY LOGS AND GTIDS",
            $"CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'source', SOURCE_USER = 'repl', SOURCE_PASSWORD = '{_password}', SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1",
            "START REPLICA");
        await Statements.RunAsync(source.GetConnectionString(), cancellationToken,
            "CREATE DATABASE bench", "CREATE TABLE bench.arrived (id INT PRIMARY KEY)", "INSERT INTO bench.arrived VALUES (1)");
        await Statements.WaitForAsync(replica.GetConnectionString(), "SELECT id FROM bench.arrived", cancellationToken);
        sheet.Add(Title, watch.Elapsed.TotalMilliseconds);
    }

    private MySqlContainer Server(DotNet.Testcontainers.Networks.INetwork network, string alias, int id) =>
        new MySqlBuilder(bench.Image(server))
            .WithLogger(NullLogger.Instance)
            .WithUsername("root").WithPassword(_password).WithDatabase("mysql")
            .WithNetwork(network).WithNetworkAliases(alias)
            .WithCommand($"--server-id={id}", "--gtid-mode=ON", "--enforce-gtid-consistency=ON")
            .Build();
}
