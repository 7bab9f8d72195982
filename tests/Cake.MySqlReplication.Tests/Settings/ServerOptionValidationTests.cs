using Cake.MySqlReplication.Settings;
using Xunit;
using static Cake.MySqlReplication.Tests.Settings.Validation;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class ServerOptionValidationTests
{
    private static readonly ReplicationSettings Defaults = new();

    [Theory]
    [InlineData("server-id=7")]
    [InlineData("SERVER_ID=7")]
    [InlineData("port=3306")]
    [InlineData("datadir=/data")]
    [InlineData("socket=/tmp/s")]
    [InlineData("log-bin=x")]
    [InlineData("slave:user=root")]
    public void What_this_tool_sets_for_each_server_cannot_be_given(string option) => Only("server-option: ", WithOption(option));

    [Theory]
    [InlineData("gtid_mode=OFF", "is decided by --positioning")]
    [InlineData("GTID-Mode=ON", "is decided by --positioning")]
    [InlineData("loose-gtid-mode=OFF", "is decided by --positioning")]
    [InlineData("enforce-gtid-consistency=OFF", "is decided by --positioning")]
    [InlineData("skip-networking", "cut the servers off")]
    [InlineData("enable-skip_networking", "cut the servers off")]
    [InlineData("bind-address=127.0.0.1", "is decided by --publish-address")]
    [InlineData("slave:super_read_only=ON", "replicas get it afterwards")]
    [InlineData("maximum-super-read-only=1", "replicas get it afterwards")]
    [InlineData("skip-log-bin", "nothing to replicate from")]
    [InlineData("loose_disable-log_bin", "nothing to replicate from")]
    public void What_can_never_work_is_told_with_what_to_do_instead(string option, string remedy) =>
        Assert.Contains(remedy, Only("server-option: ", WithOption(option)), StringComparison.Ordinal);

    [Theory]
    [InlineData("gtid_executed_compression_period=0")]
    [InlineData("read-only=OFF")]
    [InlineData("slave:super-read-only=OFF")]
    [InlineData("skip_networking=0")]
    [InlineData("log-bin-trust-function-creators=1")]
    public void What_only_looks_alike_can_be_given(string option) => Assert.Empty(WithOption(option).Validate());

    [Theory]
    [InlineData("=5")]
    [InlineData("[mysqld]")]
    [InlineData("two words=5")]
    [InlineData("!include=x")]
    public void An_option_has_a_name(string option) => Only("server-option: ", WithOption(option));

    [Fact]
    public void An_option_is_one_line()
    {
        Only("server-option: ", Defaults with { ServerOptions = [new ServerOption("x", "1\nserver-id=9")] });
        Only("server-option: ", Defaults with { ServerOptions = [new ServerOption("x\n", "1")] });
    }

    [Fact]
    public void An_option_is_for_a_server_that_there_is()
    {
        Assert.Empty(WithOption("slave:max_connections=5").Validate());
        Assert.Empty((WithOption("slave2:max_connections=5") with { Replicas = 2 }).Validate());
        Assert.Contains("Servers: master, slave.", Only("server-option: ", WithOption("slave2:max_connections=5")));
    }

    private static ReplicationSettings WithOption(string option) => Defaults with { ServerOptions = [ServerOption.Parse(option)] };
}
