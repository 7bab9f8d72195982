using System.Globalization;
using MySqlConnector;

namespace ReadWriteSplit;

/// <summary>How far the source was after a write, as GTIDs. Keep it with a user's session, and reads of that user see the write.</summary>
public sealed record WriteMark(string Gtids)
{
    /// <summary>Asks on the connection that has written.</summary>
    internal static async Task<WriteMark> TakeAsync(MySqlConnection source, CancellationToken cancellationToken)
    {
        // MariaDB knows the session's last one. MySQL's are those of all sessions, which may make a reader wait for a little more.
        await using var command = new MySqlCommand(IsMariaDb(source) ? "SELECT @@last_gtid" : "SELECT @@global.gtid_executed", source);
        return new WriteMark(Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture)!);
    }

    /// <summary>Whether a replica has applied it, or does within some time.</summary>
    internal async Task<bool> IsOnAsync(MySqlConnection replica, TimeSpan patience, CancellationToken cancellationToken)
    {
        var wait = IsMariaDb(replica) ? "MASTER_GTID_WAIT" : "WAIT_FOR_EXECUTED_GTID_SET";
        await using var command = new MySqlCommand($"SELECT {wait}(@gtids, @seconds)", replica);
        command.Parameters.AddWithValue("@gtids", Gtids);
        command.Parameters.AddWithValue("@seconds", patience.TotalSeconds);
        // 0 means that it is there; anything else that the time is over.
        return await command.ExecuteScalarAsync(cancellationToken) is { } result and not DBNull && Convert.ToInt64(result, CultureInfo.InvariantCulture) == 0;
    }

    private static bool IsMariaDb(MySqlConnection connection) => connection.ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
}
