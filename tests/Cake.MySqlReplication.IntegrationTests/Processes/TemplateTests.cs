using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.IntegrationTests.Targets;
using Cake.MySqlReplication.Settings;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Processes;

/// <summary>Servers that begin with a copy of what one of them initialised, in a cache of the test's own.</summary>
public sealed class TemplateTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly BuildRun _build;
    private readonly string _templates;

    public TemplateTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc shows what there is of processes");
        _build = new BuildRun(_sandbox);
        _templates = _build.UseOwnCache();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task One_server_is_initialised_once_and_all_others_are_copies_until_the_cache_is_cleaned()
    {
        var arguments = Arguments(TestPlace.QuickestProcess);

        var first = await _build.SucceedAsync("VerifySync", arguments);
        Assert.Single(Initialised(first));
        var template = Assert.Single(Directory.GetDirectories(_templates));
        Assert.Empty(Directory.GetFiles(template, "auto.cnf", SearchOption.AllDirectories).Concat(Directory.GetFiles(template, "*.pem", SearchOption.AllDirectories)));
        Assert.Empty(Directory.GetFiles(_sandbox.Base, "initial.sql", SearchOption.AllDirectories));
        Assert.Equal(2, Directory.GetFiles(_sandbox.Base, "auto.cnf", SearchOption.AllDirectories).Select(File.ReadAllText).Distinct().Count());
        await _build.SucceedAsync("Teardown");

        Assert.Empty(Initialised(await _build.SucceedAsync("VerifySync", arguments)));
        await _build.SucceedAsync("Teardown");

        Assert.Contains($"Removed the template {Path.GetFileName(template)}", (await _build.SucceedAsync("CleanCache")).Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_templates));
        Assert.Single(Initialised(await _build.SucceedAsync("VerifySync", arguments)));
    }

    [Fact]
    public async Task A_build_that_is_killed_while_it_makes_a_template_is_no_obstacle_to_the_next_one()
    {
        var arguments = Arguments(TestPlace.QuickestProcess);
        using (var build = _build.Start("VerifySync", arguments))
        {
            while (!Directory.Exists(Path.Combine(_sandbox.Base, "master", "data", "mysql")))
                await Task.Delay(2, Token);
            build.Kill();
            await build.WaitForExitAsync(Token);
        }

        Assert.Contains("in sync", (await _build.SucceedAsync("VerifySync", arguments)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetDirectories(_templates), folder => folder.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TestServer.All), MemberType = typeof(TestServer))]
    public async Task A_killed_source_has_every_row_that_it_acknowledged(string server)
    {
        var settings = Sandbox.WithOwnPorts(new TestPlace(EngineKind.Process, server).SettingsOrSkip(_sandbox));
        var topology = await _sandbox.StartAsync(settings);
        var source = topology.Servers[0];
        await Client.ExecuteAsync(source, "CREATE DATABASE shop");
        await Client.ExecuteAsync(source, "CREATE TABLE shop.orders (id INT PRIMARY KEY, note VARCHAR(200)) ENGINE=InnoDB");

        var acknowledged = 0;
        var writing = Task.Run(async () =>
        {
            await using var connection = new MySqlConnection(source.GetConnectionString());
            await connection.OpenAsync(Token);
            try
            {
                for (; ;)
                {
                    await using var command = new MySqlCommand($"INSERT INTO shop.orders VALUES ({acknowledged + 1}, REPEAT('x', 200))", connection);
                    await command.ExecuteNonQueryAsync(Token);
                    Interlocked.Increment(ref acknowledged);
                }
            }
            catch (MySqlException)
            {
                // The server is dead: as it should be.
            }
        }, Token);
        while (Volatile.Read(ref acknowledged) < 500)
            await Task.Delay(1, Token);
        await new ProcessProbe(_sandbox).KillAsync("master");
        await writing;

        topology = await _sandbox.StartAsync(settings);

        var kept = int.Parse((await Client.ScalarAsync(topology.Servers[0], "SELECT COUNT(*) FROM shop.orders WHERE id <= " + acknowledged))!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(acknowledged, kept);
    }

    [Fact]
    public async Task A_durable_server_synchronises_what_it_writes()
    {
        var settings = TestPlace.QuickestProcess.SettingsOrSkip(_sandbox) with { Durable = true };
        var topology = _sandbox.Open(settings);
        await topology.PrepareAsync(Token);
        await topology.StartSourceAsync(Token);

        Assert.Equal(
            "1 1 O_DIRECT",
            await Client.ScalarAsync(topology.Servers[0], "SELECT CONCAT_WS(' ', @@GLOBAL.innodb_flush_log_at_trx_commit, @@GLOBAL.sync_binlog, @@GLOBAL.innodb_flush_method)"));
    }

    private static IEnumerable<string> Initialised(CommandResult result) =>
        result.Output.Split('\n').Where(line => line.Contains("has filled its data directory", StringComparison.Ordinal));

    private static string[] Arguments(TestPlace place)
    {
        Assert.SkipWhen(place.Obstacle is not null, place.Obstacle ?? "");
        return place.Arguments;
    }
}
