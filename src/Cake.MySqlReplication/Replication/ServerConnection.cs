using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication;

/// <summary>
/// A session on one server, in which text means what <see cref="Sql"/> takes it to mean. Each statement says
/// what it is for, so that its failure can be told without quoting it: statements may hold passwords.
/// </summary>
internal sealed class ServerConnection : IAsyncDisposable
{
    // What answers in time otherwise does so after the deadline, too: a server's own waits last a second.
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(3);

    private readonly MySqlConnection _connection;

    private ServerConnection(RunningServer server, MySqlConnection connection, Deadline deadline)
    {
        Server = server;
        Deadline = deadline;
        _connection = connection;
        Version = ServerVersion.Parse(connection.ServerVersion) ?? throw new MySqlReplicationException(
            $"{server.Name} says of itself that it is '{connection.ServerVersion}', which is no version.");
        Dialect = Dialect.For(Version);
    }

    public ServerVersion Version { get; }

    /// <summary>What the server understands.</summary>
    public Dialect Dialect { get; }

    public RunningServer Server { get; }

    /// <summary>Until when statements may take; every step sets its own. A statement gets three seconds at least.</summary>
    public Deadline Deadline { get; set; }

    /// <param name="server">Whom to connect to.</param>
    /// <param name="timeout">How long connecting may take; whole seconds, and one at least.</param>
    /// <param name="deadline">Until when the statements of the first step may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlException">The server does not take the connection.</exception>
    public static async Task<ServerConnection> OpenAsync(
        RunningServer server, TimeSpan timeout, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(server, isEncrypted: false, timeout, deadline, cancellationToken).ConfigureAwait(false);
        }
        // It may ask for TLS, or have no key that a password could be encrypted with, which some servers call a wrong password.
        catch (MySqlException exception) when (exception.ErrorCode != MySqlErrorCode.UnableToConnectToHost)
        {
            return await OpenAsync(server, isEncrypted: true, timeout, deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<ServerConnection> OpenAsync(
        RunningServer server, bool isEncrypted, TimeSpan timeout, Deadline deadline, CancellationToken cancellationToken)
    {
        var seconds = (uint)Math.Max(1, Math.Ceiling(timeout.TotalSeconds));
        var builder = new MySqlConnectionStringBuilder(server.GetConnectionString())
        {
            Pooling = false,
            ConnectionTimeout = seconds,
            DefaultCommandTimeout = seconds,
            // It stays on this machine, and a handshake for each session takes longer than what most sessions do.
            SslMode = isEncrypted ? MySqlSslMode.Preferred : MySqlSslMode.Disabled,
            // Needed to load rows that are read from another server; no file of this machine is ever handed out.
            AllowLoadLocalInfile = true,
            // No statement here has parameters, and what users made may have variables.
            AllowUserVariables = true,
        };
        var connection = new MySqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var command = connection.CreateCommand();
            command.CommandText = "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'";
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return new ServerConnection(server, connection, deadline);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <param name="purpose">What the statement does, as the subject of a sentence: "Starting replication".</param>
    /// <param name="statement">The statement.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">The server refused it, went away, or took longer than it may.</exception>
    public Task ExecuteAsync(string purpose, string statement, CancellationToken cancellationToken) =>
        RunAsync(purpose, statement, command => command.ExecuteNonQueryAsync(cancellationToken));

    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task ExecuteAllAsync(string purpose, IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
            await ExecuteAsync(purpose, statement, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first column of the first row as text; null for NULL and for no row.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public Task<string?> ScalarAsync(string purpose, string query, CancellationToken cancellationToken) =>
        RunAsync(purpose, query, async command => Text(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false)));

    /// <summary>The rows, each as column names and texts.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> RowsAsync(string purpose, string query, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyDictionary<string, string?>> rows = [];
        await RowsAsync(purpose, [query], (_, found) => rows = found, cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>The rows of queries that are sent all at once, handed on query by query. None ends in a semicolon or a comment.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public Task RowsAsync(
        string purpose, IEnumerable<string> queries, Action<int, IReadOnlyList<IReadOnlyDictionary<string, string?>>> take, CancellationToken cancellationToken) =>
        ReadAsync(purpose, string.Join(';', queries), async reader =>
        {
            var query = 0;
            do
            {
                var rows = new List<IReadOnlyDictionary<string, string?>>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    var row = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
                    for (var column = 0; column < reader.FieldCount; column++)
                        row[reader.GetName(column)] = Text(reader.GetValue(column));
                    rows.Add(row);
                }

                take(query++, rows);
            }
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
        }, cancellationToken);

    /// <summary>Hands the rows on as they come, however many there are.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public Task ReadAsync(string purpose, string query, Func<MySqlDataReader, Task> take, CancellationToken cancellationToken) =>
        RunAsync(purpose, query, async command =>
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await take(reader).ConfigureAwait(false);
            return true;
        });

    /// <summary>Loads rows as they come: bytes in the default format of LOAD DATA, which are taken as they are.</summary>
    /// <returns>The number of rows that were loaded. Others, and changed values, are only warned of.</returns>
    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task<long> LoadAsync(
        string purpose, string table, IEnumerable<string> targets, IEnumerable<string> assignments, Stream rows, CancellationToken cancellationToken)
    {
        var loader = new MySqlBulkLoader(_connection)
        {
            TableName = table,
            SourceStream = rows,
            Local = true,
            CharacterSet = "binary",
            Timeout = (int)Math.Ceiling(Deadline.Left.TotalSeconds),
        };
        loader.Columns.AddRange(targets);
        loader.Expressions.AddRange(assignments);
        return await GuardAsync(purpose, () => loader.LoadAsync(cancellationToken)).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<T> RunAsync<T>(string purpose, string text, Func<MySqlCommand, Task<T>> run)
    {
        await using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text that enters a statement goes through Dialects.Sql.
        command.CommandText = text;
#pragma warning restore CA2100
        var limit = Deadline.Left > LeastTime ? Deadline.Left : LeastTime;
        command.CommandTimeout = (int)Math.Ceiling(limit.TotalSeconds);
        return await GuardAsync(purpose, () => run(command)).ConfigureAwait(false);
    }

    private async Task<T> GuardAsync<T>(string purpose, Func<Task<T>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        // A session that was lost before is closed, and says so by an InvalidOperationException.
        catch (Exception exception) when (exception is MySqlException || (exception is InvalidOperationException && IsLost))
        {
            throw StatementFailure.Of(Server, purpose, exception as MySqlException, IsLost, Deadline);
        }
    }

    private bool IsLost => _connection.State != System.Data.ConnectionState.Open;

    private static string? Text(object? value) =>
        value is null or DBNull ? null : value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture);
}
