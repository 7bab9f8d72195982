using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cake.MySqlReplication.IntegrationTests.Support;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Consumers;

/// <summary>The entry points of the GitHub Action, run as GitHub's runner does.</summary>
public sealed class ActionTests : IAsyncDisposable
{
    private const string Password = "50% 'off' \"now\"; ::error::x";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Sandbox _sandbox = new();
    private readonly GitHubRunner _runner;

    public ActionTests()
    {
        var place = TestPlace.QuickestProcess;
        Assert.SkipWhen(place.Obstacle is not null, place.Obstacle ?? "");
        _runner = new GitHubRunner(_sandbox.Folder);
        foreach (var option in place.Arguments.Select(argument => argument[2..].Split('=', 2)))
            _runner.Inputs[option[0]] = option[1];
        (_runner.Inputs["name"], _runner.Inputs["base"], _runner.Inputs["first-port"]) = (_sandbox.Name, "base", $"{_sandbox.FirstPort}");
    }

    public async ValueTask DisposeAsync()
    {
        _runner.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_step_tells_how_to_reach_a_pair_then_what_broke_it_and_leaves_nothing()
    {
        _runner.Inputs["root-password"] = Password;
        _runner.Inputs["server-option"] = "max_connections=60\nslave:max_connections=70\n";

        var started = await _runner.MainAsync();

        Assert.True(started.ExitCode == 0, started.ToString());
        AssertMasked(started);
        Assert.Contains(started.Lines, line => line.StartsWith("::add-mask::Server=127.0.0.1;", StringComparison.Ordinal));
        var outputs = _runner.Outputs;
        Assert.Equal(Password, outputs["source-password"]);
        Assert.Equal((_sandbox.Base, "root"), (outputs["folder"], outputs["replica-1-user"]));
        Assert.Equal(
            [("master", outputs["source-port"]), ("slave", outputs["replica-1-port"])],
            JsonDocument.Parse(outputs["servers"]).RootElement.EnumerateArray().Select(server => (server.GetProperty("name").GetString()!, server.GetProperty("port").GetRawText())));
        Assert.Equal(outputs["replica-1-connection-string"], _runner.Variables["MYSQL_REPLICA_1_CONNECTION_STRING"]);
        Assert.Contains($"| slave | replica | 127.0.0.1:{outputs["replica-1-port"]} |", _runner.Summary, StringComparison.Ordinal);
        Assert.Contains("| slave | master | runs | runs |", _runner.Summary, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(outputs["report"], "report.html")));
        Assert.DoesNotContain(Password, _runner.Summary, StringComparison.Ordinal);
        await UseAsync(outputs["source-connection-string"], outputs["replica-1-connection-string"]);

        // A row that the replica alone has, and that the source inserts then.
        await ExecuteAsync(outputs["replica-1-connection-string"], "INSERT INTO shop.fruit VALUES ('sorb', 70)");
        await ExecuteAsync(outputs["source-connection-string"], "INSERT INTO shop.fruit VALUES ('sorb', 60)");
        var broken = await _runner.MainAsync();

        Assert.Equal(1, broken.ExitCode);
        AssertMasked(broken);
        Assert.Contains(broken.Lines, line => line.StartsWith("::error title=MySQL replication", StringComparison.Ordinal)
            && line.Contains("1062", StringComparison.Ordinal) && line.Contains("Duplicate entry 'sorb'", StringComparison.Ordinal));
        Assert.Contains("Duplicate entry 'sorb'", _runner.Summary, StringComparison.Ordinal);

        var post = await _runner.PostAsync();
        Assert.True(post.ExitCode == 0, post.ToString());
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_start_that_fails_is_an_annotation_and_leaves_nothing()
    {
        _runner.Inputs["server-option"] = "slave:no_such_option=1";

        var failed = await _runner.MainAsync();

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains(failed.Lines, line => line.StartsWith("::error title=MySQL replication::", StringComparison.Ordinal)
            && line.Contains("unknown variable 'no_such_option=1'", StringComparison.Ordinal) && line.Contains("%0A", StringComparison.Ordinal));
        Assert.Contains("unknown variable 'no_such_option=1'", _runner.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("source-port", _runner.Outputs.Keys);
        Assert.Equal(0, (await _runner.PostAsync()).ExitCode);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_job_that_is_cancelled_in_the_middle_of_the_step_leaves_nothing()
    {
        await Interrupt.SkipWhereIgnoredAsync();
        using var main = _runner.StartMain();
        while (await main.StandardOutput.ReadLineAsync(Token) is { } line && !line.Contains("StartMaster", StringComparison.Ordinal))
        {
        }

        await Command.RunAsync("kill", ["-INT", main.Id.ToString(CultureInfo.InvariantCulture)], Path.GetTempPath(), cancellationToken: Token);
        var cancelled = await Command.EndAsync(main, Token);

        Assert.Equal(1, cancelled.ExitCode);
        Assert.Contains("::error title=MySQL replication::Cancelled.", cancelled.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _runner.PostAsync()).ExitCode);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The password is in the log only where the runner is told to mask it, before anything else is said.</summary>
    private static void AssertMasked(CommandResult result)
    {
        Assert.Equal("::add-mask::" + Password.Replace("%", "%25", StringComparison.Ordinal), result.Lines[0]);
        Assert.DoesNotContain("off' \"now\"", string.Join('\n', result.Lines.Where(line => !line.StartsWith("::add-mask::", StringComparison.Ordinal))) + result.Errors, StringComparison.Ordinal);
    }

    /// <summary>Writes on the source and waits for it on the replica; options of one server alone reached it.</summary>
    private static async Task UseAsync(string source, string replica)
    {
        await ExecuteAsync(source, "CREATE DATABASE shop");
        await ExecuteAsync(source, "CREATE TABLE shop.fruit (name VARCHAR(20) PRIMARY KEY, amount INT) ENGINE = InnoDB");
        await ExecuteAsync(source, "INSERT INTO shop.fruit VALUES ('pear', 60)");
        var start = Stopwatch.GetTimestamp();
        // Schemas and tables come first, and a table that is not there yet is an error.
        while (await ExecuteAsync(replica, "SELECT 1 FROM information_schema.TABLES WHERE TABLE_NAME = 'fruit'") is null
            || await ExecuteAsync(replica, "SELECT amount FROM shop.fruit") is null)
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "The row did not arrive.");
        Assert.Equal("60", $"{await ExecuteAsync(source, "SELECT @@max_connections")}");
        Assert.Equal("70", $"{await ExecuteAsync(replica, "SELECT @@max_connections")}");
    }

    private static async Task<object?> ExecuteAsync(string server, string statement)
    {
        await using var connection = new MySqlConnection(server);
        await connection.OpenAsync(Token);
        await using var command = new MySqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
