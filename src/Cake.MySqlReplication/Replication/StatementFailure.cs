using Cake.MySqlReplication.Diagnostics;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication;

/// <summary>The error for a statement that failed: what it was for, on which server, why, and what to do about it.</summary>
internal static class StatementFailure
{
    private const string StartWhatIsDown = "Run --target=VerifySync: it starts what is down. Its error log says why it went.";

    public static MySqlReplicationException Of(RunningServer server, string purpose, MySqlException? error, bool isLost, Deadline deadline)
    {
        var where = $"{server.Name} ({server.Host}:{server.Port})";
        if (error?.ErrorCode == MySqlErrorCode.CommandTimeoutExpired)
        {
            return new MySqlReplicationException(
                $"{purpose} did not end within {deadline} on {where}. The server hangs, or another session holds a lock: " +
                "SHOW FULL PROCESSLIST there shows which. End that session, or give it more time.",
                error);
        }

        if (error is null || isLost)
        {
            var message = $"{purpose} failed on {where}: the server went away{(error is null ? "" : $" ({error.Message.TrimEnd('.')})")}. {StartWhatIsDown}";
            return error is null ? new MySqlReplicationException(message) : new MySqlReplicationException(message, error);
        }

        var number = error.Number;
        var text = $"{purpose} failed on {where}: {StatementErrors.WithoutStatement(error.Message).TrimEnd('.')} (error {number}). {StatementErrors.Explain(number)}";
        // A complaint about syntax quotes the statement, which may hold a password.
        return StatementErrors.QuotesStatement(error.Message) ? new MySqlReplicationException(text) : new MySqlReplicationException(text, error);
    }

    /// <summary>Whether the server answered, and refused the statement.</summary>
    public static bool IsRefusal(MySqlReplicationException failure) =>
        failure.InnerException is MySqlException { IsTransient: false, ErrorCode: not MySqlErrorCode.CommandTimeoutExpired and not MySqlErrorCode.None };

    /// <summary>Whether the server said that there is no such table or schema.</summary>
    public static bool IsMissingTable(MySqlReplicationException failure) =>
        failure.InnerException is MySqlException { ErrorCode: MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownDatabase };

    /// <summary>Whether the server said that there is no such channel (MySQL) or connection (MariaDB).</summary>
    public static bool IsMissingChannel(MySqlReplicationException failure) => failure.InnerException is MySqlException { Number: 3074 or 1617 };

    /// <summary>Whether a lock was not had in time.</summary>
    public static bool IsLockTimeout(MySqlReplicationException failure) =>
        failure.InnerException is MySqlException { ErrorCode: MySqlErrorCode.LockWaitTimeout };

    /// <summary>Whether a table is no longer what it was when it was looked up, or when the snapshot was opened.</summary>
    public static bool IsRedefinition(MySqlReplicationException failure) =>
        IsMissingTable(failure) ||
        failure.InnerException is MySqlException { ErrorCode: MySqlErrorCode.TableDefinitionChanged or MySqlErrorCode.BadFieldError or MySqlErrorCode.KeyDoesNotExist };
}
