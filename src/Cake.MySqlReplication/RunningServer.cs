using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication;

/// <summary>A server that can be connected to.</summary>
/// <param name="Name">Its name in the topology: <c>master</c>, <c>slave</c>, <c>slave2</c>, …</param>
/// <param name="Role">Source or replica.</param>
/// <param name="Host">Address to connect to.</param>
/// <param name="Port">Port to connect to.</param>
/// <param name="User">Account to connect with.</param>
/// <param name="Password">Its password.</param>
public sealed record RunningServer(string Name, ServerRole Role, string Host, int Port, string User, Secret Password)
{
    /// <summary>A connection string for MySqlConnector, with the password in clear text.</summary>
    public string GetConnectionString() => Builder(Password.Reveal()).ConnectionString;

    /// <summary>The same with the password masked, for logs.</summary>
    public string GetMaskedConnectionString() => Builder(Password.ToString()).ConnectionString;

    internal static RunningServer Of(Topology topology, ServerSpec server) =>
        new(server.Name, server.Role, topology.LocalAddress, server.Port, "root", topology.RootPassword);

    private MySqlConnectionStringBuilder Builder(string password) => new()
    {
        Server = Host,
        Port = (uint)Port,
        UserID = User,
        Password = password,
        // caching_sha2_password asks for the server's key where there is no TLS.
        AllowPublicKeyRetrieval = true,
    };
}
