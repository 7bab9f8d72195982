using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

/// <summary>Failures whose remedy is another one in containers, whose files belong to an account that only the engine has.</summary>
public sealed class ContainerFailureTests(BrokenMySql56InContainers pair) : IClassFixture<BrokenMySql56InContainers>
{
    [Fact]
    public async Task A_source_whose_container_was_killed()
    {
        await pair.BeginAsync();
        await pair.Probe.KillAsync("master");

        var finding = await pair.DiagnoseAsync(FindingKind.ServerDown, on: "master");

        Assert.Contains("_master ended with exit code 137", finding.Cause, StringComparison.Ordinal);
        await pair.MendAsync();
    }

    [Fact]
    public async Task A_data_directory_with_the_UUID_of_another()
    {
        await pair.BeginAsync();
        await pair.BounceAsync("slave", folder =>
            File.WriteAllText(Path.Combine(folder, "data", "auto.cnf"), File.ReadAllText(Path.Combine(folder, "..", "master", "data", "auto.cnf"))));

        await pair.DiagnoseAsync(FindingKind.SameServerUuid);

        await pair.MendAsync();
    }

    [Fact]
    public async Task An_option_file_that_all_the_world_may_write()
    {
        await pair.BeginAsync();
        await pair.BounceAsync("slave", folder =>
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(folder, "mysqld.cnf"), (UnixFileMode)Convert.ToInt32("666", 8));
        });

        await pair.DiagnoseAsync(FindingKind.ConfigurationIgnored);

        await pair.MendAsync();
        // It was stopped to be started anew, and not killed.
        var log = (await pair.Probe.PublicTextsAsync("slave"))["docker logs of slave"];
        Assert.Contains("ready for connections", log, StringComparison.Ordinal);
        Assert.DoesNotContain("not shutdown normally", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_errant_transaction()
    {
        await pair.BeginAsync();
        await pair.WriteToReplicaAsync("INSERT INTO d.t VALUES (9, 'errant')", isLogged: true);

        await pair.DiagnoseAsync(FindingKind.ErrantTransactions);

        await pair.MendAsync(RepairMode.Rebuild);
    }
}
