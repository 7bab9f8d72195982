using System.Diagnostics;
using System.Globalization;
using Cake.MySqlReplication.Benchmarks.Peers;

namespace Cake.MySqlReplication.Benchmarks.Measuring;

/// <summary>Tables of rows of about 1 KB that do not compress well, made by the server itself.</summary>
internal static class TestData
{
    public const string Schema = "bench";

    private const int Tables = 4;
    private const int RowsOfSeed = 16384;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <exception cref="TimeoutException">It took longer than a quarter of an hour.</exception>
    public static async Task FillAsync(string connectionString, int megabytes, CancellationToken cancellationToken)
    {
        const string Columns = "id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, k INT NOT NULL, c CHAR(120) NOT NULL, pad VARCHAR(1000) NOT NULL, at DATETIME(6) NOT NULL, KEY (k)";
        const string Row = "FLOOR(RAND() * 1e9), LEFT(REPEAT(SHA2(RAND(), 256), 2), 96), CONCAT(REPEAT(SHA2(RAND(), 256), 6), REPEAT(SHA2(RAND(), 256), 6)), NOW(6)";
        await Statements.RunAsync(connectionString, cancellationToken,
            $"CREATE DATABASE {Schema}", $"CREATE TABLE {Schema}.seed ({Columns})", $"INSERT INTO {Schema}.seed (k, c, pad, at) VALUES ({Row.Replace("NOW(6)", "NOW()", StringComparison.Ordinal)})");
        for (var rows = 1; rows < RowsOfSeed; rows *= 2)
            await Statements.RunAsync(connectionString, cancellationToken, $"INSERT INTO {Schema}.seed (k, c, pad, at) SELECT {Row} FROM {Schema}.seed");
        for (var table = 0; table < Tables; table++)
            await Statements.RunAsync(connectionString, cancellationToken, $"CREATE TABLE {Schema}.t{table} LIKE {Schema}.seed");

        var watch = Stopwatch.StartNew();
        for (var written = RowsOfSeed / 1024; written < megabytes; written += RowsOfSeed / 1024)
        {
            var table = written / (RowsOfSeed / 1024) % Tables;
            await Statements.RunAsync(connectionString, cancellationToken,
                string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {Schema}.t{table} (k, c, pad, at) SELECT k + {written}, c, CONCAT('{written} ', LEFT(pad, 990)), at FROM {Schema}.seed"));
            if (watch.Elapsed > Limit)
                throw new TimeoutException($"{written} of {megabytes} MB of test data were written within {Limit.TotalMinutes:0} minutes.");
        }
    }
}
