using System.Text.Json;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Reports;

/// <summary>Reports that are asked for, of servers that run.</summary>
public sealed class ReportTests : IAsyncDisposable
{
    private static readonly string[] Files = ["report.html", "report.json", "report.md"];

    private readonly Sandbox _sandbox = new();

    private string Folder => Path.Combine(_sandbox.Folder, "report");

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("Process mysql-5.6")]
    [InlineData("Process mysql-9.7")]
    [InlineData("Process mariadb-10.11")]
    [InlineData("Docker mysql-5.6")]
    public async Task A_report_tells_roles_threads_positions_lag_layers_and_what_was_done(string place)
    {
        var settings = TestPlace.Named(place).SettingsOrSkip(_sandbox) with { RootPassword = "it's <b>\"my\" &pass", Report = Folder };
        var topology = await _sandbox.StartAsync(settings);
        await topology.GetStatusAsync(Token);
        Assert.Equal(Folder, await topology.WriteReportAsync(Token));

        Assert.Equal(Files, Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
        using var report = await ReadAsync(Folder);
        var root = report.RootElement;
        Assert.Equal("InSync", root.GetProperty("verdict").GetString());
        Assert.Equal(["Source", "Replica"], root.GetProperty("servers").EnumerateArray().Select(server => server.GetProperty("role").GetString()));
        var link = root.GetProperty("links").EnumerateArray().Single();
        Assert.Equal(("Yes", "Yes", "Good"), (link.GetProperty("receiver").GetString(), link.GetProperty("applier").GetString(), link.GetProperty("health").GetString()));
        Assert.InRange(link.GetProperty("lagMilliseconds").GetDouble(), 0, 60_000);
        Assert.True(root.GetProperty("verification").GetProperty("isInSync").GetBoolean());
        Assert.Superset(
            new HashSet<string?> { "host start", "Prepare", "StartAll", "ConfigureReplication", "VerifySync" },
            root.GetProperty("timeline").EnumerateArray().Select(phase => phase.GetProperty("step").GetString()).ToHashSet());
        Assert.InRange(root.GetProperty("lag").GetArrayLength(), 3, 20);
        await Secrets.AssertAbsentAsync(topology, Folder);
    }

    [Fact]
    public async Task Each_step_writes_one_where_it_is_asked_for_and_none_where_it_is_not()
    {
        var settings = TestPlace.QuickestProcess.SettingsOrSkip(_sandbox);
        var topology = await _sandbox.StartAsync(settings);
        await topology.GetStatusAsync(Token);
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.WorkingFolder));
        var reporting = _sandbox.Open(settings with { Report = "reports/mine" });
        var folder = Path.Combine(_sandbox.WorkingFolder, "reports", "mine");

        foreach (var step in new Func<Task>[] { () => reporting.VerifySyncAsync(Token), () => reporting.GetStatusAsync(Token), () => reporting.DiagnoseAsync(Token), () => reporting.RepairAsync(Token) })
        {
            await step();
            Assert.Equal(Files, Directory.GetFiles(folder).Select(Path.GetFileName).Order());
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_broken_replica_and_a_dead_one_are_told_with_what_a_diagnosis_found()
    {
        var place = TestPlace.QuickestProcess;
        var topology = await _sandbox.StartAsync(place.SettingsOrSkip(_sandbox) with { Replicas = 2 });
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE `<script>`; CREATE TABLE `<script>`.`a|b``c` (id INT PRIMARY KEY)");
        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        await Client.ExecuteAsync(topology.Servers[1], "SET SESSION sql_log_bin = 0; DROP TABLE `<script>`.`a|b``c`");
        await Client.ExecuteAsync(topology.Servers[0], "INSERT INTO `<script>`.`a|b``c` VALUES (1)");
        Assert.False((await topology.VerifySyncAsync(Token)).IsInSync);
        await place.Probe(_sandbox).KillAsync("slave2");
        await topology.DiagnoseAsync(Token);

        var folder = await topology.WriteReportAsync(Token);

        Assert.Equal(Path.Combine(_sandbox.WorkingFolder, "artifacts", "mysql-replication", _sandbox.Name), folder);
        using var report = await ReadAsync(folder);
        Assert.Equal("NotInSync", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(["Good", "Good", "Bad"], report.RootElement.GetProperty("servers").EnumerateArray().Select(server => server.GetProperty("health").GetString()));
        Assert.Equal("Bad", report.RootElement.GetProperty("links")[0].GetProperty("health").GetString());
        Assert.NotEqual(0, report.RootElement.GetProperty("diagnosis").GetProperty("findings").GetArrayLength());
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "report.html"), Token);
        Assert.Contains("&lt;script&gt;.a|b`c", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<JsonDocument> ReadAsync(string folder) => JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "report.json"), Token));
}
