namespace Cake.MySqlReplication.Engines;

/// <summary>Somebody else listens on the port that a server was to get.</summary>
internal sealed class PortTakenException(int port, string details) : Exception($"Port {port} is taken: {details}")
{
    public int Port { get; } = port;
}
