using Cake.MySqlReplication.Diagnostics;
using Xunit;

namespace Cake.MySqlReplication.Tests.Diagnostics;

public sealed class ServerLogTests
{
    [Fact]
    public void MySQL_9_does_not_know_an_option() =>
        Explains(
            """
            2026-01-02T03:04:05.678901Z 0 [System] [MY-015015] [Server] MySQL Server - start.
            2026-01-02T03:04:06.100000Z 0 [System] [MY-010116] [Server] /usr/sbin/mysqld (mysqld 9.7.4) starting as process 1
            2026-01-02T03:04:06.400000Z 1 [System] [MY-013577] [InnoDB] InnoDB initialization has ended.
            2026-01-02T03:04:06.500000Z 0 [ERROR] [MY-000067] [Server] unknown variable 'query_cache_size=0'.
            2026-01-02T03:04:06.500001Z 0 [ERROR] [MY-010119] [Server] Aborting
            2026-01-02T03:04:06.900000Z 0 [System] [MY-010910] [Server] /usr/sbin/mysqld: Shutdown complete (mysqld 9.7.4)
            """,
            "Cause: unknown variable 'query_cache_size=0'. The server does not know this option: remove it, or mend its name, in --server-option.");

    [Fact]
    public void MySQL_5_6_does_not_know_an_option() =>
        Explains(
            """
            2026-01-02 03:04:05 0 [Warning] TIMESTAMP with implicit DEFAULT value is deprecated.
            2026-01-02 03:04:05 71 [Note] InnoDB: 5.6.24 started; log sequence number 1626007
            2026-01-02 03:04:05 71 [ERROR] /usr/sbin/mysqld: unknown variable 'super-read-only=1'
            2026-01-02 03:04:05 71 [ERROR] Aborting
            """,
            "Cause: /usr/sbin/mysqld: unknown variable 'super-read-only=1' The server does not know this option");

    [Fact]
    public void MariaDB_does_not_know_an_option() =>
        Explains(
            """
            2026-01-02  3:04:05 0 [Note] Starting MariaDB 10.11.19-MariaDB-0+deb12u1 source revision  as process 71
            2026-01-02  3:04:05 0 [Note] InnoDB: 10.11.19 started; log sequence number 46846; transaction id 14
            2026-01-02  3:04:05 0 [ERROR] mariadbd: unknown variable 'gtid_mode=ON'
            2026-01-02  3:04:05 0 [ERROR] Aborting
            """,
            "Cause: mariadbd: unknown variable 'gtid_mode=ON' The server does not know this option");

    [Theory]
    [InlineData("2026-01-02T03:04:05.678901Z 0 [ERROR] [MY-000068] [Server] unknown option '--foo'.", "does not know this option")]
    [InlineData("mysqld: Can't create/write to file '/var/lib/mysql/is_writable' (OS errno 13 - Permission denied)", "SELinux or AppArmor")]
    [InlineData("2026-01-02T03:04:05.678901Z 0 [ERROR] [MY-010187] [Server] Could not open file '/x' for error logging: Permission denied", "SELinux or AppArmor")]
    [InlineData("mysqld: Error writing file './mysql-bin.index' (Errcode: 28 - No space left on device)", "The disk is full")]
    [InlineData("2026-01-02T03:04:05.678901Z 1 [ERROR] [MY-012637] [InnoDB] Error number 28 means 'No space left on device'", "The disk is full")]
    [InlineData("2026-01-02T03:04:05.678901Z 1 [ERROR] [MY-012681] [InnoDB] mmap(137363456 bytes) failed; errno 12 - Cannot allocate memory", "not enough memory")]
    [InlineData("2026-01-02T03:04:05.678901Z 0 [ERROR] [MY-000077] [Server] Error while setting value 'SIDEWAYS' to 'binlog_format'.", "does not take this value")]
    [InlineData("ERROR 1290 (HY000) at line 1: The MySQL server is running with the --super-read-only option so it cannot execute this statement", "The server was read-only before it had its accounts: remove read_only and super_read_only from --server-option.")]
    [InlineData("ERROR 1290 (HY000) at line 1: The MariaDB server is running with the --read-only option so it cannot execute this statement", "The server was read-only")]
    [InlineData("2026-01-02T03:04:05.678901Z 1 [ERROR] [MY-014060] [Server] Invalid MySQL server downgrade: Cannot downgrade from 90704 to 80407.", "another server version")]
    [InlineData("2026-01-02 03:04:05 0 [ERROR] InnoDB: Unsupported redo log format. The redo log was created with MySQL 9.7.4.", "another server version")]
    [InlineData("2026-01-02T03:04:05.678901Z 1 [ERROR] [MY-011906] [InnoDB] Database page corruption on disk or a failed file read", "is damaged")]
    public void What_is_known_is_told_with_its_remedy(string line, string remedy) => Explains(line, remedy);

    [Fact]
    public void The_first_cause_counts_since_the_others_follow_from_it() =>
        Explains(
            """
            2026-01-02T03:04:05.678901Z 0 [ERROR] [MY-000067] [Server] unknown variable 'foo=1'.
            2026-01-02T03:04:05.678902Z 0 [ERROR] [MY-010119] [Server] Could not open file: Permission denied
            """,
            "Cause: unknown variable 'foo=1'.");

    [Theory]
    [InlineData("skip-networking")]
    [InlineData("skip_networking=ON")]
    [InlineData("bind-address=127.0.0.1")]
    [InlineData("bind_address=::1")]
    [InlineData("port=3400")]
    public void An_option_that_keeps_a_running_server_from_answering_is_named(string option) =>
        Assert.Contains(
            $"Cause: {option} The server does not listen where it is looked for: remove skip-networking, bind-address and port from --server-option.",
            ServerLog.Explain(["[Note] ready for connections."], "max_connections=5", option));

    [Theory]
    [InlineData("report_port=3306")]
    [InlineData("skip-networking=OFF")]
    [InlineData("max_connections=5")]
    public void Another_option_is_not(string option) => Assert.DoesNotContain("Cause:", ServerLog.Explain(["[Note] ready for connections."], option));

    [Fact]
    public void A_server_that_is_ready_without_a_port_does_not_listen() =>
        Explains(
            """
            2026-01-02T03:04:05.100000Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '9.7.4'  socket: '/tmp/mysql.sock'  port: 0  MySQL Community Server - GPL.
            2026-01-02T03:04:05.200000Z 0 [System] [MY-010910] [Server] /usr/sbin/mysqld: Shutdown complete (mysqld 9.7.4)
            2026-01-02T03:04:06.678901Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '9.7.4'  socket: '/tmp/mysql.sock'  port: 0  MySQL Community Server - GPL.
            """,
            "port: 0  MySQL Community Server - GPL. The server does not listen where it is looked for");

    [Fact]
    public void The_temporary_server_of_a_first_start_is_not_taken_for_one_that_does_not_listen() =>
        Assert.DoesNotContain("Cause:", ServerLog.Explain(
            [
                "2026-01-02 03:04:05 71 [Note] mysqld: ready for connections. Version: '5.6.24-log'  socket: '/tmp/mysql.sock'  port: 0  Source",
                "2026-01-02 03:04:07 1 [Note] mysqld: ready for connections. Version: '5.6.24-log'  socket: '/tmp/mysql.sock'  port: 3306  Source",
            ]));

    [Fact]
    public void A_note_is_no_cause()
    {
        var text = ServerLog.Explain(["2026-01-02T03:04:05.678901Z 0 [System] [MY-010931] [Server] ready for connections. Upgrade from 8.4 is done, downgrade is not possible."]);

        Assert.DoesNotContain("Cause:", text);
        Assert.Contains("The end of its error log:", text);
    }

    [Fact]
    public void The_end_of_the_log_is_shown_and_no_more()
    {
        var text = ServerLog.Explain([.. Enumerable.Range(1, 50).Select(number => $"line {number}.  ")]);

        Assert.DoesNotContain("line 30.", text);
        Assert.Contains($"{Environment.NewLine}  | line 31.{Environment.NewLine}", text);
        Assert.EndsWith("  | line 50.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cause_is_found_before_the_lines_that_are_shown()
    {
        var text = ServerLog.Explain(["[ERROR] mysqld: unknown option '--foo'", .. Enumerable.Range(1, 50).Select(number => $"line {number}.")]);

        Assert.Contains("unknown option '--foo'", text);
    }

    [Fact]
    public void An_empty_log_is_called_empty() => Assert.Equal(" Its error log is empty.", ServerLog.Explain([]));

    private static void Explains(string log, string part) => Assert.Contains(part, ServerLog.Explain(log.Split('\n')));
}
