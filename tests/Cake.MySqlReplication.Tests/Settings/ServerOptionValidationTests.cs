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
