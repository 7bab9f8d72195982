using System.Diagnostics;
using MySqlConnector;
using ReadWriteSplit.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(Servers))]
// One test after the other: they stop threads and servers that the others need.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace ReadWriteSplit.Tests;

/// <summary>The servers that the build has brought up: a source and its replicas.</summary>
public sealed class Servers : IAsyncLifetime
{
    public IReadOnlyList<string> ConnectionStrings { get; } =
    [
        .. new[] { "MYSQL_SOURCE", "MYSQL_REPLICA_1", "MYSQL_REPLICA_2" }.Select(server =>
            Environment.GetEnvironmentVariable(server + "_CONNECTION_STRING")
            ?? throw new InvalidOperationException($"{server}_CONNECTION_STRING is not set. `dotnet cake` sets it, and runs these tests.")),
    ];

    public async ValueTask InitializeAsync() => await new SplitDatabase(ConnectionStrings).WriteAsync(async source =>
    {
        await ExecuteAsync(source, "CREATE DATABASE IF NOT EXISTS shop");
        await ExecuteAsync(source, "CREATE TABLE IF NOT EXISTS shop.orders (id CHAR(36) PRIMARY KEY) ENGINE = InnoDB");
    });

    /// <summary>Says something to all replicas.</summary>
    public async Task SayToReplicasAsync(string sql)
    {
        foreach (var server in ConnectionStrings)
        {
            await using var connection = new MySqlConnection(server);
            await connection.OpenAsync();
            await using var question = new MySqlCommand("SELECT @@global.read_only", connection);
            if (Convert.ToBoolean(await question.ExecuteScalarAsync(), null))
                await ExecuteAsync(connection, sql);
        }
    }

    /// <summary>Ends the source, and returns when it takes no connection any more.</summary>
    public async Task EndSourceAsync()
    {
        var source = ConnectionStrings[0];
        await using (var connection = new MySqlConnection(source))
        {
            await connection.OpenAsync();
            await ExecuteAsync(connection, "SHUTDOWN");
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await AnswersAsync(source))
            await Task.Delay(50, limit.Token);
    }

    /// <summary>Does what an operator would do, or the program that stands in for one.</summary>
    public static async Task PromoteAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["cake", "--target=Promote"]) { WorkingDirectory = BuildFolder() })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<bool> AnswersAsync(string server)
    {
        try
        {
            await using var connection = new MySqlConnection(server + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    private static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string BuildFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "build.cake")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
