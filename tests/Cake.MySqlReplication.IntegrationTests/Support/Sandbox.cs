using Cake.MySqlReplication.Settings;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>A topology of a test's own: a name that nobody else uses, a folder that is gone afterwards.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private static int _count;

    public Sandbox()
    {
        Name = $"test{Environment.ProcessId}x{Interlocked.Increment(ref _count)}";
        Folder = Directory.CreateTempSubdirectory("mysql-replication-").FullName;
        Base = Path.Combine(Folder, "base");
    }

    public string Name { get; }

    /// <summary>The build's working directory.</summary>
    public string Folder { get; }

    public string Base { get; }

    public HostlessContext Context { get; } = new();

    public ReplicationSettings Settings(string image) => new() { Name = Name, BaseDirectory = Base, Image = image };

    public RunningTopology Open(ReplicationSettings settings) => RunningTopology.Open(Context, settings);

    /// <summary>Brings a topology up as a build does, up to a verdict, which must be good.</summary>
    public async Task<RunningTopology> StartAsync(ReplicationSettings settings)
    {
        var topology = Open(settings);
        await topology.PrepareAsync(Token);
        await topology.StartAllAsync(Token);
        await topology.ConfigureReplicationAsync(Token);
        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        return topology;
    }

    public async Task AssertNothingIsLeftAsync()
    {
        Assert.Empty(await DockerProbe.TracesAsync(Name));
        Assert.False(Directory.Exists(Base), $"{Base} is left: {string.Join(", ", Directory.Exists(Base) ? Directory.GetFileSystemEntries(Base) : [])}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Open(new ReplicationSettings { Name = Name, BaseDirectory = Base }).TeardownAsync();
        }
        finally
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}

/// <summary>Queries by a client of its own, beside the product.</summary>
internal static class Client
{
    public static async Task ExecuteAsync(RunningServer server, string sql) => await RunAsync(server, sql, command => command.ExecuteNonQueryAsync());

    public static async Task<string?> ScalarAsync(RunningServer server, string sql) =>
        Convert.ToString(await RunAsync(server, sql, command => command.ExecuteScalarAsync()), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The value of a column of the first row.</summary>
    public static Task<string?> ColumnAsync(RunningServer server, string sql, params string[] names) => RunAsync(server, sql, async command =>
    {
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync(), $"no row from {sql}");
        var columns = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue);
        return Convert.ToString(columns.First(column => names.Contains(column.Key)).Value, System.Globalization.CultureInfo.InvariantCulture);
    });

    /// <summary>Asks until the answer is as expected, for at most 15 seconds.</summary>
    public static async Task EventuallyAsync(RunningServer server, string sql, string expected)
    {
        var start = TimeProvider.System.GetTimestamp();
        string? last;
        do
        {
            try
            {
                last = await ScalarAsync(server, sql);
            }
            catch (MySqlException exception)
            {
                last = exception.Message;
            }

            if (last == expected)
                return;
            await Task.Delay(20);
        }
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(15));

        Assert.Fail($"{server.Name}: {sql} gave {last}, not {expected}");
    }

    private static async Task<T> RunAsync<T>(RunningServer server, string sql, Func<MySqlCommand, Task<T>> run)
    {
        await using var connection = new MySqlConnection(server.GetConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        return await run(command);
    }
}
