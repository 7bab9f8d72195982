using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Campaigns;

/// <summary>
/// The same data copied by what the server has itself: a clone into a folder, or a dump piped into a replica, which is of no more use
/// after that.
/// </summary>
internal static class RawCopy
{
    /// <returns>Null where there is no tool.</returns>
    public static async Task<(string How, TimeSpan Time)?> RunAsync(TestPlace place, Sandbox sandbox, RunningServer source, RunningServer target) =>
        place.Server == TestServer.MySql97 ? ("CLONE LOCAL", await CloneAsync(place, source)) : await DumpAsync(place, sandbox, source, target);

    private static async Task<TimeSpan> CloneAsync(TestPlace place, RunningServer source)
    {
        var folder = (await Client.ScalarAsync(source, "SELECT CONCAT(@@GLOBAL.tmpdir, '/raw-', UUID_SHORT())"))!;
        await using var connection = new MySqlConnection(source.GetConnectionString() + ";Pooling=false;DefaultCommandTimeout=900");
        await connection.OpenAsync();
        await using var install = new MySqlCommand("INSTALL PLUGIN clone SONAME 'mysql_clone.so'", connection);
        await install.ExecuteNonQueryAsync();
        await using var clone = new MySqlCommand($"CLONE LOCAL DATA DIRECTORY = '{folder}'", connection);
        var start = TimeProvider.System.GetTimestamp();
        await clone.ExecuteNonQueryAsync();
        var time = TimeProvider.System.GetElapsedTime(start);
        // A container takes it along.
        if (place.Engine == EngineKind.Process)
            Directory.Delete(folder, recursive: true);
        return time;
    }

    private static async Task<(string How, TimeSpan Time)?> DumpAsync(TestPlace place, Sandbox sandbox, RunningServer source, RunningServer target)
    {
        var isDocker = place.Engine == EngineKind.Docker;
        if (await FindAsync("mariadb-dump", "mysqldump") is not { } dump || await FindAsync("mariadb", "mysql") is not { } client)
            return null;

        await Client.ExecuteAsync(target, "STOP SLAVE; SET SESSION sql_log_bin = 0; DROP DATABASE big; DROP DATABASE written");
        var from = isDocker ? $"-h {sandbox.Name}_{source.Name}" : $"-h 127.0.0.1 -P {source.Port}";
        var to = isDocker ? "-h 127.0.0.1" : $"-h 127.0.0.1 -P {target.Port}";
        var start = TimeProvider.System.GetTimestamp();
        var result = await ShellAsync($"{dump} {from} -u root --single-transaction --databases big written | {client} {to} -u root --init-command='SET SESSION sql_log_bin = 0'");
        var time = TimeProvider.System.GetElapsedTime(start);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(await Client.ScalarAsync(source, $"SELECT COUNT(*) FROM {Gigabyte.Table}"), await Client.ScalarAsync(target, $"SELECT COUNT(*) FROM {Gigabyte.Table}"));
        return ($"{dump} | {client}", time);

        async Task<string?> FindAsync(params string[] names)
        {
            var found = await ShellAsync(string.Join(" || ", names.Select(name => $"command -v {name}")));
            return found.ExitCode == 0 ? Path.GetFileName(found.Output.Trim()) : null;
        }

        Task<CommandResult> ShellAsync(string script) => Command.RunAsync(
            isDocker ? "docker" : "sh",
            isDocker ? ["exec", "-e", "MYSQL_PWD", $"{sandbox.Name}_{target.Name}", "sh", "-c", script] : ["-c", script],
            Path.GetTempPath(),
            new Dictionary<string, string?> { ["MYSQL_PWD"] = source.Password.Reveal() },
            TestContext.Current.CancellationToken);
    }
}
