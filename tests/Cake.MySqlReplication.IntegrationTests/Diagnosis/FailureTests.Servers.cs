using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

/// <summary>Failures that lie in how a server was set up.</summary>
public abstract partial class FailureTests<TPair>
{
    [Fact]
    public async Task The_same_server_id()
    {
        await Pair.BeginAsync();
        await Pair.StopAsync();
        await Client.ExecuteAsync(Pair.Replica, "SET GLOBAL server_id = 1");
        await Pair.StartAsync();

        var finding = await Pair.DiagnoseAsync(FindingKind.SameServerId);

        Assert.Equal("slave has the same server_id as master.", finding.Cause);
        await Pair.MendAsync();
    }

    [Fact]
    public async Task A_source_that_got_the_id_of_its_replica()
    {
        await Pair.BeginAsync();
        await Pair.StopAsync();
        await Client.ExecuteAsync(Pair.Source, $"SET GLOBAL server_id = {await Client.ScalarAsync(Pair.Replica, "SELECT @@GLOBAL.server_id")}");
        await Pair.StartAsync();

        var finding = await Pair.DiagnoseAsync(FindingKind.SameServerId, on: "master");

        Assert.Equal(FindingSeverity.Error, finding.Severity);
        await Pair.MendAsync();
    }

    [Fact]
    public async Task A_source_that_got_an_id_of_which_nobody_knows()
    {
        await Pair.BeginAsync();
        await Client.ExecuteAsync(Pair.Source, "SET GLOBAL server_id = 77");

        var finding = await Pair.DiagnoseAsync(FindingKind.SameServerId, on: "master");

        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        await Pair.MendAsync();
        Assert.Equal("1", await Client.ScalarAsync(Pair.Source, "SELECT @@GLOBAL.server_id"));
    }

    [Fact]
    public async Task The_same_UUID()
    {
        await Pair.BeginAsync();
        Assert.SkipWhen(Pair.IsMariaDb, "MariaDB has no UUIDs.");
        await Pair.BounceAsync("slave", folder =>
            File.WriteAllText(Path.Combine(folder, "data", "auto.cnf"), File.ReadAllText(Path.Combine(folder, "..", "master", "data", "auto.cnf"))));

        var finding = await Pair.DiagnoseAsync(FindingKind.SameServerUuid);

        Assert.Contains("slave has the same server UUID as master", finding.Cause, StringComparison.Ordinal);
        await Pair.MendAsync();
    }

    [Fact]
    public async Task An_option_file_that_all_the_world_may_write_and_the_server_ignores()
    {
        await Pair.BeginAsync();
        await Pair.BounceAsync("slave", folder =>
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(folder, "mysqld.cnf"), (UnixFileMode)Convert.ToInt32("666", 8));
        });

        var finding = await Pair.DiagnoseAsync(FindingKind.ConfigurationIgnored);

        Assert.Contains("slave has not read its mysqld.cnf", finding.Cause, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, line => line.EndsWith("mysqld.cnf has the mode 666", StringComparison.Ordinal));
        await Pair.MendAsync();
    }

    [Fact]
    public async Task An_authentication_plugin_that_needs_TLS_or_a_key()
    {
        await Pair.BeginAsync();
        Assert.SkipWhen(!Pair.IsModern, "The server has no caching_sha2_password.");
        await Pair.ChangeAsync("SOURCE_SSL = 0, GET_SOURCE_PUBLIC_KEY = 0");
        await Pair.UntilAsync("Slave_IO_Running", value => value == "Yes");
        var warning = await Pair.DiagnoseAsync(FindingKind.AuthenticationPlugin);
        Assert.Equal(FindingSeverity.Warning, warning.Severity);
        await Client.ExecuteAsync(Pair.Source, "FLUSH PRIVILEGES");
        await RestartReceiverAsync();

        var finding = await Pair.DiagnoseAsync(FindingKind.AuthenticationPlugin);

        Assert.Equal(FindingSeverity.Error, finding.Severity);
        Assert.Contains(finding.Evidence, line => line.StartsWith("receiver error 2061:", StringComparison.Ordinal));
        await Pair.MendAsync();
    }

    [Fact]
    public async Task A_locked_account()
    {
        await Pair.BeginAsync();
        Assert.SkipWhen(Pair.Server == TestServer.MySql56, "The server cannot lock accounts.");
        await Client.ExecuteAsync(Pair.Source, "ALTER USER 'repl'@'%' ACCOUNT LOCK");
        await RestartReceiverAsync();

        await Pair.DiagnoseAsync(FindingKind.AccountUnusable);

        await Pair.MendAsync();
    }
}
