using System.Security.Cryptography.X509Certificates;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>The keys and certificates that servers are given, since making their own takes them long.</summary>
public sealed class ServerKeyTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(EngineKind.Docker)]
    [InlineData(EngineKind.Process)]
    public async Task Clients_without_TLS_log_in_by_keys_that_servers_share_and_others_see_a_certificate_of_each_server(EngineKind engine)
    {
        var topology = await _sandbox.StartAsync(Sandbox.WithOwnPorts(new TestPlace(engine, TestServer.MySql97).SettingsOrSkip(_sandbox)));
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);
        await Client.ExecuteAsync(source, "CREATE USER 'reader'@'%' IDENTIFIED BY 'a secret'");
        await Client.EventuallyAsync(replica, "SELECT COUNT(*) FROM mysql.user WHERE user = 'reader'", "1");

        var certificates = new List<string>();
        foreach (var server in topology.Servers)
        {
            // No server has seen the password before, so each decrypts it.
            await OpenAsync(server, MySqlSslMode.None, _ => { });
            await OpenAsync(server, MySqlSslMode.Required, certificate => certificates.Add(certificate.GetSerialNumberString()));
        }

        Assert.Equal(2, certificates.Distinct().Count());
        Assert.Contains("BEGIN PUBLIC KEY", await PublicKeyAsync(source), StringComparison.Ordinal);
        Assert.Equal(await PublicKeyAsync(source), await PublicKeyAsync(replica));
    }

    private static Task<string?> PublicKeyAsync(RunningServer server) =>
        Client.ColumnAsync(server, "SHOW GLOBAL STATUS LIKE 'Caching_sha2_password_rsa_public_key'", "Value");

    private static async Task OpenAsync(RunningServer server, MySqlSslMode mode, Action<X509Certificate> seen)
    {
        var target = new MySqlConnectionStringBuilder(server.GetConnectionString())
        {
            UserID = "reader",
            Password = "a secret",
            SslMode = mode,
            AllowPublicKeyRetrieval = mode == MySqlSslMode.None,
            Pooling = false,
        };
        await using var connection = new MySqlConnection(target.ConnectionString)
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                seen(certificate!);
                return certificate!.Subject == "CN=MySQL replication server";
            },
        };
        await connection.OpenAsync(Token);
    }
}
