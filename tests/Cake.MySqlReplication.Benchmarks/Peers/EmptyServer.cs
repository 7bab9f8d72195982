using System.Globalization;
using Cake.MySqlReplication.Benchmarks.Measuring;
using MySqlConnector;

namespace Cake.MySqlReplication.Benchmarks.Peers;

/// <summary>A container with an empty server beside a topology, by the image's own entrypoint and with a replica's options: data are copied into it.</summary>
internal sealed class EmptyServer : IAsyncDisposable
{
    private readonly string _container = $"bench{Environment.ProcessId}-empty";
    private readonly string _password;

    private EmptyServer(string password) => _password = password;

    public string Name => _container;

    public string ConnectionString { get; private set; } = "";

    public static async Task<EmptyServer> StartAsync(OwnBuild own, string image, CancellationToken cancellationToken)
    {
        var server = new EmptyServer(own.Servers()[0].Password);
        try
        {
            var variables = new Dictionary<string, string> { ["MYSQL_ROOT_PASSWORD"] = server._password };
            await ChildCommand.RunAsync(
                "docker",
                [
                    "run", "--detach", "--name", server._container, "--network", own.Name + "_replication", "--publish", "127.0.0.1::3306",
                    "--env", "MYSQL_ROOT_PASSWORD", "--env", "MYSQL_INITDB_SKIP_TZINFO=1",
                    "--mount", $"type=bind,source={Path.Combine(own.Base, "slave", "mysqld.cnf")},target=/etc/mysql/conf.d/replica.cnf,readonly", image,
                ],
                variables, cancellationToken);
            await server.ReachAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after it has ended by itself, and waits until it answers.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await ChildCommand.RunAsync("docker", ["wait", _container], cancellationToken);
        await ChildCommand.RunAsync("docker", ["start", _container], cancellationToken);
        await ReachAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() =>
        await ChildCommand.RunAsync("docker", ["rm", "--force", "--volumes", _container], CancellationToken.None);

    private async Task ReachAsync(CancellationToken cancellationToken)
    {
        // The engine chooses another port at each start.
        var port = (await ChildCommand.RunAsync("docker", ["port", _container, "3306/tcp"], cancellationToken)).Output.Split('\n')[0].Trim().Split(':')[^1];
        ConnectionString = new MySqlConnectionStringBuilder
        {
            Server = "127.0.0.1", Port = uint.Parse(port, CultureInfo.InvariantCulture), UserID = "root", Password = _password,
        }.ConnectionString;
        await Statements.WaitForAsync(ConnectionString, "SELECT 1", cancellationToken);
    }
}
