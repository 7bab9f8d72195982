using System.Globalization;
using Cake.MySqlReplication.IntegrationTests.Support;
using MySqlConnector;

namespace Cake.MySqlReplication.IntegrationTests.Campaigns;

/// <summary>A table of a million rows of a thousand bytes. Each server makes the same by itself, past its binary log.</summary>
internal static class Gigabyte
{
    public const string Table = "big.t";

    private const int Rows = 1 << 20;

    public static async Task MakeAsync(RunningServer server)
    {
        var isProtected = await Client.CountAsync(server, "SHOW GLOBAL VARIABLES LIKE 'super_read_only'", row => row["Value"] == "ON") == 1;
        await using var connection = new MySqlConnection(server.GetConnectionString() + ";Pooling=false;DefaultCommandTimeout=900");
        await connection.OpenAsync();
        if (isProtected)
            await ExecuteAsync(connection, "SET GLOBAL super_read_only = OFF");
        await ExecuteAsync(connection, $"SET SESSION sql_log_bin = 0; CREATE DATABASE big; CREATE TABLE {Table} (id INT PRIMARY KEY, text VARCHAR(1000) CHARACTER SET latin1) ENGINE = InnoDB");
        await ExecuteAsync(connection, $"INSERT INTO {Table} VALUES (0, REPEAT('0', 1000))");
        for (var rows = 1; rows < Rows; rows *= 2)
            await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {Table} SELECT id + {rows}, REPEAT(LPAD(id + {rows}, 10, '0'), 100) FROM {Table}"));
        if (isProtected)
            await ExecuteAsync(connection, "SET GLOBAL super_read_only = ON");
    }

    public static async Task<string?> ChecksumAsync(RunningServer server, string table)
    {
        await using var connection = new MySqlConnection(server.GetConnectionString() + ";Pooling=false;DefaultCommandTimeout=900");
        await connection.OpenAsync();
        await using var command = new MySqlCommand($"CHECKSUM TABLE {table}", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return Convert.ToString(reader["Checksum"], CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
