using System.Data;
using System.Diagnostics;
using MySqlConnector;

namespace ReadWriteSplit;

/// <summary>
/// A replicated MySQL or MariaDB: writes go to the source, reads to a replica. Which server is the source is not configured but asked,
/// since after a failover it is another one.
/// </summary>
/// <param name="servers">Connection strings of all servers, in any order.</param>
/// <param name="options">How patient it is; null for the defaults.</param>
public sealed class SplitDatabase(IReadOnlyList<string> servers, SplitOptions? options = null)
{
    private readonly SplitOptions _options = options ?? new SplitOptions();
    private string? _lastSource;
    private int _turn;

    /// <summary>Writes to the source, and waits for one where there is none at the moment.</summary>
    /// <param name="write">What is written. It has to be the same when it is done twice.</param>
    /// <returns>What a read has to ask for to see the write.</returns>
    /// <remarks>
    /// A connection that is lost leaves open whether the write was committed. So it is done again, on whatever server is the source then.
    /// </remarks>
    public async Task<WriteMark> WriteAsync(Func<MySqlConnection, Task> write, CancellationToken cancellationToken = default)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            await using var source = await OpenSourceAsync(start, cancellationToken);
            try
            {
                await write(source);
                return await WriteMark.TakeAsync(source, cancellationToken);
            }
            catch (MySqlException exception) when (HasLostItsSource(source, exception) && Stopwatch.GetElapsedTime(start) < _options.FailoverPatience)
            {
                await Task.Delay(_options.Pause, cancellationToken);
            }
        }
    }

    /// <summary>Reads from a replica; from the source where no replica answers, or none has in time what is to be seen.</summary>
    /// <param name="read">What is read.</param>
    /// <param name="after">The write that is to be seen; null where an older state will do.</param>
    /// <returns>What was read, and whether it came from a replica.</returns>
    public async Task<(T Value, bool FromReplica)> ReadAsync<T>(
        Func<MySqlConnection, Task<T>> read, WriteMark? after = null, CancellationToken cancellationToken = default)
    {
        await using (var replica = await FindReplicaAsync(after, cancellationToken))
        {
            if (replica is not null)
                return (await read(replica), true);
        }

        await using var source = await OpenSourceAsync(Stopwatch.GetTimestamp(), cancellationToken);
        return (await read(source), false);
    }

    /// <summary>The next replica in turn that answers and has the write; null where the one that answers has it not.</summary>
    private async Task<MySqlConnection?> FindReplicaAsync(WriteMark? after, CancellationToken cancellationToken)
    {
        var turn = Interlocked.Increment(ref _turn);
        foreach (var server in servers.Select((_, index) => servers[(int)((uint)(turn + index) % servers.Count)]))
        {
            if (await TryOpenAsync(server, isReadOnly: true, cancellationToken) is not { } replica)
                continue;
            if (after is null || await after.IsOnAsync(replica, _options.ReplicaPatience, cancellationToken))
                return replica;
            // Another one would be asked for as long again: a replica that lags must not make its readers lag.
            await replica.DisposeAsync();
            return null;
        }

        return null;
    }

    private async Task<MySqlConnection> OpenSourceAsync(long start, CancellationToken cancellationToken)
    {
        do
        {
            foreach (var server in servers.OrderBy(server => server == _lastSource ? 0 : 1))
            {
                if (await TryOpenAsync(server, isReadOnly: false, cancellationToken) is { } source)
                {
                    _lastSource = server;
                    return source;
                }
            }

            await Task.Delay(_options.Pause, cancellationToken);
        }
        while (Stopwatch.GetElapsedTime(start) < _options.FailoverPatience);

        throw new TimeoutException($"None of the {servers.Count} servers has taken writes for {_options.FailoverPatience.TotalSeconds:0} seconds.");
    }

    /// <summary>Null where the server does not answer, or is not of the kind that is looked for: replicas are read-only.</summary>
    private static async Task<MySqlConnection?> TryOpenAsync(string server, bool isReadOnly, CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(server);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new MySqlCommand("SELECT @@global.read_only", connection);
            if (Convert.ToBoolean(await command.ExecuteScalarAsync(cancellationToken), null) == isReadOnly)
                return connection;
        }
        catch (MySqlException)
        {
            // It is down, or on its way there. Another one may answer.
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Whether the server went away, or was made read-only, in the middle of a write.</summary>
    private static bool HasLostItsSource(MySqlConnection source, MySqlException exception) =>
        source.State != ConnectionState.Open
        || exception.ErrorCode is MySqlErrorCode.OptionPreventsStatement or MySqlErrorCode.ServerShutdown;
}
