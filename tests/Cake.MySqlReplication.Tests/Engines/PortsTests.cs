using System.Net;
using System.Net.Sockets;
using Cake.MySqlReplication.Engines;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class PortsTests
{
    [Fact]
    public void A_port_is_taken_while_somebody_listens_on_it_and_free_afterwards()
    {
        var port = Listen(IPAddress.Loopback, out var listener);

        Assert.False(Ports.IsFree("127.0.0.1", port));
        Assert.False(Ports.IsFree("0.0.0.0", port));
        listener.Dispose();
        Assert.True(Ports.IsFree("127.0.0.1", port));
    }

    [Fact]
    public void Somebody_who_listens_on_all_addresses_takes_the_port_of_each()
    {
        var port = Listen(IPAddress.Any, out var listener);

        Assert.False(Ports.IsFree("127.0.0.1", port));
        listener.Dispose();
    }

    [Fact]
    public void Asking_does_not_take_the_port()
    {
        var port = Listen(IPAddress.Loopback, out var listener);
        listener.Dispose();

        Assert.True(Ports.IsFree("127.0.0.1", port));
        Assert.True(Ports.IsFree("127.0.0.1", port));
    }

    [Fact]
    public async Task A_connection_that_was_closed_a_moment_ago_does_not_take_the_port()
    {
        var port = Listen(IPAddress.Loopback, out var listener);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            // The end that closes first stays in TIME_WAIT.
            (await listener.AcceptSocketAsync(TestContext.Current.CancellationToken)).Dispose();
        }

        listener.Dispose();
        Assert.True(Ports.IsFree("127.0.0.1", port));
    }

    [Fact]
    public void An_address_that_this_machine_has_not_is_told_by_the_name_of_its_setting() =>
        Assert.Contains("--publish-address", Assert.Throws<MySqlReplicationException>(() => Ports.IsFree("192.0.2.1", 3307)).Message);

    private static int Listen(IPAddress address, out TcpListener listener)
    {
        listener = new TcpListener(address, 0) { ExclusiveAddressUse = true };
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
