using System.Text.Json;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>What a build gets of a diagnosis and of a repair: an exit code, lines, a file.</summary>
public sealed class DiagnoseTargetTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly BuildRun _build;

    public DiagnoseTargetTests() => _build = new BuildRun(_sandbox);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_diagnosis_fails_only_where_it_cannot_look_and_a_repair_where_an_error_is_left()
    {
        var settings = TestPlace.QuickestProcess.SettingsOrSkip(_sandbox);
        Assert.Contains("No topology called", await _build.FailAsync("Diagnose"), StringComparison.Ordinal);
        var topology = await _sandbox.StartAsync(settings);
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY)");
        (await topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
        await Client.ExecuteAsync(topology.Servers[1], "SET SESSION sql_log_bin = 0; INSERT INTO d.t VALUES (2)");
        await Client.ExecuteAsync(topology.Servers[0], "INSERT INTO d.t VALUES (2)");
        await Client.EventuallyAsync(topology.Servers[1], "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Slave has read%'", "0");

        var diagnosis = await _build.SucceedAsync("Diagnose");
        var failure = await _build.FailAsync("Repair");
        var repair = await _build.SucceedAsync("Repair", "--repair=skip", "--replica=slave");

        Assert.Contains("1. ERROR on slave (DuplicateKey): The replica has a row that the source now inserts", diagnosis.Output + diagnosis.Errors, StringComparison.Ordinal);
        Assert.Contains("DELETE FROM `d`.`t` WHERE `id` = '2'", diagnosis.Output + diagnosis.Errors, StringComparison.Ordinal);
        Assert.Contains($"{_sandbox.Name} is broken:", failure, StringComparison.Ordinal);
        Assert.Contains("slave: leaving out the transaction ", repair.Output, StringComparison.Ordinal);
        Assert.Contains($"{_sandbox.Name}: nothing is wrong.", repair.Output, StringComparison.Ordinal);
        var file = Path.Combine(_sandbox.Base, "mysql-replication.diagnosis.json");
        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(0, report.RootElement.GetProperty("findings").GetArrayLength());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }
}
