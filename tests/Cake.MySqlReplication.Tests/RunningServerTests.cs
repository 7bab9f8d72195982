using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.Tests;

public sealed class RunningServerTests
{
    [Fact]
    public void A_connection_string_holds_what_a_program_needs_whatever_the_password_is() =>
        Assert.All(Some.HostileTexts().Where(text => text.Length > 0), password =>
        {
            var read = new MySqlConnectionStringBuilder(Source(password).GetConnectionString());

            Assert.Equal(("127.0.0.1", 3307u, "root", password), (read.Server, read.Port, read.UserID, read.Password));
            Assert.True(read.AllowPublicKeyRetrieval);
        });

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("192.168.1.5", "192.168.1.5")]
    public void A_server_that_is_published_everywhere_is_connected_to_on_this_machine(string published, string host)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { PublishAddress = published });

        Assert.Equal(host, RunningServer.Of(topology, topology.Source).Host);
    }

    private static RunningServer Source(string password)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { RootPassword = password });
        return RunningServer.Of(topology, topology.Source);
    }
}
