using System.Text.Json;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.IntegrationTests.Targets;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Reports;

/// <summary>What is kept of a step that fails.</summary>
public sealed class EvidenceTests : IAsyncDisposable
{
    private const string RootPassword = "topSecret'of <root>";
    private const string ReplicationPassword = "topSecretOfReplicas";

    private readonly Sandbox _sandbox = new();

    private string Evidence => Path.Combine(_sandbox.WorkingFolder, "artifacts", "mysql-replication", _sandbox.Name);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("Process mysql-5.6")]
    [InlineData("Process mariadb-10.11")]
    [InlineData("Docker mysql-5.6")]
    public async Task Of_a_start_that_is_taken_back_logs_and_configuration_are_kept_and_nothing_else_is_left(string place)
    {
        var settings = TestPlace.Named(place).SettingsOrSkip(_sandbox) with
        {
            RootPassword = RootPassword, ReplicationPassword = ReplicationPassword, ServerOptions = [ServerOption.Parse("slave:no-such-option=1")],
        };
        var topology = _sandbox.Open(settings);
        await topology.PrepareAsync(Token);

        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.StartAllAsync(Token));

        Assert.EndsWith($"are kept in {Evidence}: open report.html there.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-option", failure.Message, StringComparison.Ordinal);
        Assert.Equal(
            [".gitignore", "error.txt", "master.cnf", "master.error.log", "report.html", "report.json", "report.md", "slave.cnf", "slave.error.log", "state.json", "status.txt", "timeline.txt"],
            Directory.GetFiles(Evidence).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("unknown variable 'no-such-option=1'", await ReadAsync("slave.error.log"), StringComparison.Ordinal);
        Assert.Contains("no-such-option", await ReadAsync("slave.cnf"), StringComparison.Ordinal);
        Assert.StartsWith(await ReadAsync("error.txt"), failure.Message + Environment.NewLine, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await ReadAsync("report.json"));
        Assert.Equal("Failed", report.RootElement.GetProperty("verdict").GetString());
        Assert.Contains(report.RootElement.GetProperty("timeline").EnumerateArray(), phase =>
            phase.GetProperty("step").GetString() == "StartAll" && phase.GetProperty("failed").GetBoolean());
        await Secrets.AssertAbsentAsync([RootPassword, ReplicationPassword], Evidence);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Of_a_replica_that_is_not_in_sync_the_status_and_the_verdict_are_kept_and_the_error_says_where()
    {
        var settings = TestPlace.QuickestProcess.SettingsOrSkip(_sandbox) with { RootPassword = RootPassword, ReplicationPassword = ReplicationPassword, SyncTimeout = TimeSpan.FromSeconds(2) };
        var topology = await _sandbox.StartAsync(settings);
        Assert.False(Directory.Exists(Evidence));
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY)");
        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        await Client.ExecuteAsync(topology.Servers[1], "SET SESSION sql_log_bin = 0; INSERT INTO d.t VALUES (1)");
        await Client.ExecuteAsync(topology.Servers[0], "INSERT INTO d.t VALUES (1)");

        var verdict = await topology.VerifySyncAsync(Token);
        var failure = Assert.Throws<MySqlReplicationException>(verdict.ThrowUnlessInSync);

        Assert.EndsWith($"are kept in {Evidence}: open report.html there.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("error 1062", await ReadAsync("error.txt"), StringComparison.Ordinal);
        Assert.Contains("slave", await ReadAsync("status.txt"), StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await ReadAsync("report.json"));
        Assert.Equal("NotInSync", report.RootElement.GetProperty("verdict").GetString());
        await Secrets.AssertAbsentAsync([RootPassword, ReplicationPassword], Evidence);
    }

    [Fact]
    public async Task Of_what_fails_while_the_servers_are_up_it_is_kept_before_they_are_torn_down()
    {
        var topology = _sandbox.Open(TestPlace.QuickestProcess.SettingsOrSkip(_sandbox));
        var failure = new InvalidOperationException("The order is not there.");

        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(() => topology.RunAsync((_, _) => throw failure, Token)));

        Assert.Equal("The order is not there." + Environment.NewLine, await ReadAsync("error.txt"));
        Assert.Contains("ready for connections", await ReadAsync("slave.error.log"), StringComparison.Ordinal);
        Assert.Contains($"are kept in {Evidence}", _sandbox.Context.LogText, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Where_nothing_can_be_kept_the_error_is_the_same()
    {
        await File.WriteAllTextAsync(Path.Combine(_sandbox.WorkingFolder, "artifacts"), "in the way", Token);
        var topology = _sandbox.Open(TestPlace.QuickestProcess.SettingsOrSkip(_sandbox) with { ServerOptions = [ServerOption.Parse("no-such-option=1")] });
        await topology.PrepareAsync(Token);

        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.StartAllAsync(Token));

        Assert.DoesNotContain("are kept in", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-option", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Not all that tells why it failed could be kept", _sandbox.Context.LogText, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_build_that_fails_says_last_where_to_look()
    {
        var place = TestPlace.QuickestProcess;
        Assert.SkipWhen(place.Obstacle is not null, place.Obstacle ?? "");

        var error = await new BuildRun(_sandbox).FailAsync("VerifySync", [.. place.Arguments, "--server-option=no-such-option=1"]);

        var folder = Path.Combine(_sandbox.Folder, "artifacts", "mysql-replication", _sandbox.Name);
        Assert.Contains($"are kept in {folder}: open report.html there.", error.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "report.html")));
        await _sandbox.AssertNothingIsLeftAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Evidence, file), Token);
}
