using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Support;

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

    /// <summary>The number of rows that meet a condition on their columns' texts.</summary>
    public static Task<int> CountAsync(RunningServer server, string sql, Func<IReadOnlyDictionary<string, string?>, bool> condition) =>
        RunAsync(server, sql, async command =>
        {
            await using var reader = await command.ExecuteReaderAsync();
            var count = 0;
            while (await reader.ReadAsync())
            {
                var row = Enumerable.Range(0, reader.FieldCount)
                    .ToDictionary(reader.GetName, column => Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture));
                count += condition(row) ? 1 : 0;
            }

            return count;
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
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(60));

        Assert.Fail($"{server.Name}: {sql} gave {last}, not {expected}");
    }

    private static async Task<T> RunAsync<T>(RunningServer server, string sql, Func<MySqlCommand, Task<T>> run)
    {
        await using var connection = new MySqlConnection(server.GetConnectionString() + ";Pooling=false;AllowUserVariables=true");
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        return await run(command);
    }
}
