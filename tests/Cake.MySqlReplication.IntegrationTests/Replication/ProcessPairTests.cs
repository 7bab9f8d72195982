using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

public sealed class MySql97ByGtidAsProcessesTests(MySql97ByGtidAsProcesses pair) : ProcessPairTests<MySql97ByGtidAsProcesses>(pair);

public sealed class MySql97ByFileAsProcessesTests(MySql97ByFileAsProcesses pair) : ProcessPairTests<MySql97ByFileAsProcesses>(pair);

public sealed class MySql56ByGtidAsProcessesTests(MySql56ByGtidAsProcesses pair) : ProcessPairTests<MySql56ByGtidAsProcesses>(pair);

public sealed class MySql56ByFileAsProcessesTests(MySql56ByFileAsProcesses pair) : ProcessPairTests<MySql56ByFileAsProcesses>(pair);

public sealed class MariaDb1011ByGtidAsProcessesTests(MariaDb1011ByGtidAsProcesses pair) : ProcessPairTests<MariaDb1011ByGtidAsProcesses>(pair);

public sealed class MariaDb1011ByFileAsProcessesTests(MariaDb1011ByFileAsProcesses pair) : ProcessPairTests<MariaDb1011ByFileAsProcesses>(pair);

public sealed class MariaDb118ByGtidAsProcessesTests(MariaDb118ByGtidAsProcesses pair) : ProcessPairTests<MariaDb118ByGtidAsProcesses>(pair);

public sealed class MariaDb118ByFileAsProcessesTests(MariaDb118ByFileAsProcesses pair) : ProcessPairTests<MariaDb118ByFileAsProcesses>(pair);

/// <summary>What holds of pairs of local processes alone.</summary>
public abstract class ProcessPairTests<TPair>(TPair pair) : PairTests<TPair>(pair)
    where TPair : PairFixture
{
    [Fact]
    public void Servers_listen_on_the_loopback_address_alone()
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        foreach (var port in new[] { Pair.Source.Port, Pair.Replica.Port })
            Assert.Equal(IPAddress.Loopback, Assert.Single(listeners, listener => listener.Port == port).Address);
    }

    [Fact]
    public async Task Servers_do_not_run_as_root_nor_in_the_session_of_the_build()
    {
        foreach (var server in new[] { "master", "slave" })
        {
            var id = Process.IdOf(server);
            var status = await File.ReadAllLinesAsync($"/proc/{id}/status", TestContext.Current.CancellationToken);
            Assert.DoesNotContain("\t0\t", status.Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)) + "\t", StringComparison.Ordinal);
            var stat = await File.ReadAllTextAsync($"/proc/{id}/stat", TestContext.Current.CancellationToken);
            Assert.Equal(id.ToString(CultureInfo.InvariantCulture), stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3]);
        }
    }

    [Theory]
    [InlineData("datadir", "data")]
    [InlineData("tmpdir", "tmp")]
    [InlineData("secure_file_priv", "files")]
    [InlineData("log_error", "error.log")]
    [InlineData("pid_file", "run/mysqld.pid")]
    [InlineData("socket", "run/sock")]
    public async Task All_that_a_server_has_is_in_its_own_folder(string variable, string path)
    {
        var expected = Path.Combine(Pair.Sandbox.Base, "slave", path);
        Assert.Equal(expected, (await Client.ScalarAsync(Pair.Replica, $"SELECT @@GLOBAL.{variable}"))!.TrimEnd('/'));
    }

    [Fact]
    public async Task There_are_no_accounts_but_roots_and_those_of_the_server_itself()
    {
        var accounts = await Client.ScalarAsync(
            Pair.Replica, "SELECT GROUP_CONCAT(CONCAT(User, '@', Host) ORDER BY 1) FROM mysql.user WHERE User NOT LIKE 'mysql.%' AND User NOT LIKE 'mariadb.%'");
        Assert.Equal("repl@%,root@%,root@localhost", accounts);
    }

    [Fact]
    public async Task There_is_no_test_database() =>
        Assert.Equal("0", await Client.ScalarAsync(Pair.Source, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'test'"));

    private ProcessProbe Process => (ProcessProbe)Pair.Probe;
}
