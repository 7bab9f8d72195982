using Cake.MySqlReplication.IntegrationTests.Support;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <content>What a pair looks like from outside: ports, files, secrets.</content>
public abstract partial class PairTests<TPair>
{
    [Fact]
    public async Task Passwords_are_in_no_log_no_argument_and_nothing_that_others_can_read()
    {
        var secrets = File.ReadAllLines(Path.Combine(_pair.Sandbox.Base, "mysql-replication.state.json"))
            .Where(line => line.Contains("Password\"", StringComparison.Ordinal) && line.Contains(": \"", StringComparison.Ordinal))
            .Select(line => System.Text.Json.JsonDocument.Parse("{" + line.Trim().TrimEnd(',') + "}").RootElement.EnumerateObject().First().Value.GetString()!)
            .Distinct()
            .ToList();
        Assert.Contains(PairFixture.RootPassword, secrets);
        Assert.InRange(secrets.Count, 3, 5);

        var places = new Dictionary<string, string>
        {
            ["the log"] = _pair.Sandbox.Context.LogText,
            ["arguments of processes"] = string.Join('\n', Directory.GetDirectories("/proc").Select(ArgumentsOf)),
            ["the report"] = _pair.Report.ToString(),
        };
        foreach (var name in new[] { "master", "slave" })
        {
            foreach (var (place, text) in await _pair.Probe.PublicTextsAsync(name))
                places[place] = text;
        }

        foreach (var secret in secrets)
            Assert.All(places, place => Assert.DoesNotContain(secret, place.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_with_passwords_are_for_their_owner_alone()
    {
        foreach (var file in Directory.GetFiles(_pair.Sandbox.Base).Where(file => Path.GetFileName(file) is not (".gitignore" or "mysql-replication.lock")))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(file));
    }

    [Fact]
    public void Option_files_can_be_read_by_the_server_and_written_by_their_owner_alone()
    {
        foreach (var server in new[] { "master", "slave" })
        {
            var mode = ModeOf(Path.Combine(_pair.Sandbox.Base, server, "mysqld.cnf"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, mode);
        }
    }

    [Fact]
    public async Task A_shell_reads_connections_from_the_environment_file()
    {
        var file = Path.Combine(_pair.Sandbox.Base, "mysql-replication.env");
        var read = await Command.RunAsync(
            "sh", ["-c", ". \"$0\"; printf '%s\\n' \"$MYSQL_SOURCE_PASSWORD\" \"$MYSQL_REPLICA_1_PORT\" \"$MYSQL_REPLICA_1_CONNECTION_STRING\"", file], Path.GetTempPath(),
            cancellationToken: TestContext.Current.CancellationToken);
        var lines = read.Output.Split('\n');
        Assert.Equal(PairFixture.RootPassword, lines[0]);
        Assert.Equal(_pair.Replica.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), lines[1]);

        await using var connection = new MySqlConnection(lines[2]);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new MySqlCommand("SELECT @@GLOBAL.server_id", connection);
        Assert.Equal("2", Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_line_that_the_log_shows_for_a_server_opens_a_client_on_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is run by sh.");
        var line = _pair.Sandbox.Context.LogText.Split('\n').Last(text => text.StartsWith("slave: m", StringComparison.Ordinal))["slave: ".Length..];
        var client = line[..line.IndexOf(' ', StringComparison.Ordinal)];
        Assert.SkipWhen(Command.Find(client) is null, $"There is no {client} on PATH.");

        var answer = await Command.RunAsync(
            "sh", ["-c", line + " --batch --skip-column-names --execute='SELECT @@GLOBAL.server_id, @@GLOBAL.port, CURRENT_USER()'"], Path.GetTempPath(),
            new Dictionary<string, string?> { ["HOME"] = "/nonexistent" }, TestContext.Current.CancellationToken);

        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.StartsWith("2\t", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(PairFixture.RootPassword, line, StringComparison.Ordinal);
    }

    private static UnixFileMode ModeOf(string file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        return OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file);
    }

    private static string ArgumentsOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or is none.
            return "";
        }
    }
}
