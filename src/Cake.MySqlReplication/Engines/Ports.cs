using System.Net;
using System.Net.Sockets;

namespace Cake.MySqlReplication.Engines;

/// <summary>Asks the system whether a port can be listened on.</summary>
internal static class Ports
{
    /// <exception cref="MySqlReplicationException">This machine does not have the address.</exception>
    public static bool IsFree(string address, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Connections of a server that was killed linger on its port and do not keep the next one from it. On Windows
            // the option would allow to share the port with one that listens.
            if (!OperatingSystem.IsWindows())
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), port));
            socket.Listen();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable)
        {
            throw new MySqlReplicationException(
                $"Ports cannot be published on {address}, which is not an address of this machine. Choose another --publish-address.", exception);
        }
    }
}
