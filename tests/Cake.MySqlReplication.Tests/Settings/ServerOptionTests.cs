using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class ServerOptionTests
{
    [Theory]
    [InlineData("max_connections=50", "max_connections", "50", null)]
    [InlineData("skip-external-locking", "skip-external-locking", null, null)]
    [InlineData("slave2:max_connections=50", "max_connections", "50", "slave2")]
    [InlineData(" slave : max_connections = 50 ", "max_connections", "50", "slave")]
    [InlineData("init_connect=SET NAMES 'utf8'", "init_connect", "SET NAMES 'utf8'", null)]
    [InlineData("innodb_data_file_path=ibdata1:12M:autoextend", "innodb_data_file_path", "ibdata1:12M:autoextend", null)]
    [InlineData("optimizer_switch=mrr=on", "optimizer_switch", "mrr=on", null)]
    [InlineData("tls_version=", "tls_version", "", null)]
    public void An_option_is_read_as_server_name_and_value(string text, string name, string? value, string? server) =>
        Assert.Equal(new ServerOption(name, value, server), ServerOption.Parse(text));

    [Theory]
    [InlineData("max_connections=50")]
    [InlineData("slave2:skip-external-locking")]
    [InlineData("master:tls_version=")]
    public void An_option_prints_as_it_is_read(string text) => Assert.Equal(text, ServerOption.Parse(text).ToString());
}
