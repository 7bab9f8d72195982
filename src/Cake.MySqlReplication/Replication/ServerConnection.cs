using System.Globalization;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication;

/// <summary>A session on one server, in which text means what <see cref="Dialects.Sql"/> takes it to mean.</summary>
internal sealed class ServerConnection : IAsyncDisposable
{
    private readonly MySqlConnection _connection;

    private ServerConnection(RunningServer server, MySqlConnection connection)
    {
        Server = server;
        _connection = connection;
    }

    public RunningServer Server { get; }

    /// <summary>What the server says of its version in its greeting.</summary>
    public string Greeting => _connection.ServerVersion;

    /// <exception cref="MySqlException">The server does not take the connection.</exception>
    public static async Task<ServerConnection> OpenAsync(RunningServer server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var builder = new MySqlConnectionStringBuilder(server.GetConnectionString())
        {
            Pooling = false,
            ConnectionTimeout = (uint)Math.Max(1, Math.Ceiling(timeout.TotalSeconds)),
            // Waits and dumps have deadlines of their own.
            DefaultCommandTimeout = 0,
        };
        var connection = new MySqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var session = new ServerConnection(server, connection);
            await session.ExecuteAsync("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'", cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task ExecuteAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = Command(statement);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ExecuteAllAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
            await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first column of the first row as text; null for NULL and for no row.</summary>
    public async Task<string?> ScalarAsync(string query, CancellationToken cancellationToken)
    {
        await using var command = Command(query);
        return Text(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The rows, each as column names and texts.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> RowsAsync(string query, CancellationToken cancellationToken)
    {
        await using var command = Command(query);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<IReadOnlyDictionary<string, string?>>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var row = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            for (var column = 0; column < reader.FieldCount; column++)
                row[reader.GetName(column)] = Text(reader.GetValue(column));
            rows.Add(row);
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private MySqlCommand Command(string text)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text that enters a statement goes through Dialects.Sql.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    private static string? Text(object? value) =>
        value is null or DBNull ? null : value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture);
}
