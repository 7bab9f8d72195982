using System.Net;
using System.Net.Sockets;
using Cake.MySqlReplication.IntegrationTests.Images;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>A topology of a test's own: a name that nobody else uses, a folder that is gone afterwards.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static int _count;

    public Sandbox()
    {
        var number = Interlocked.Increment(ref _count);
        Name = $"test{Environment.ProcessId}x{number}";
        // Below those that systems give to clients.
        FirstPort = 8000 + (number % 500 * 40);
        Folder = Directory.CreateTempSubdirectory("mysql-replication-").FullName;
        WorkingFolder = Directory.CreateTempSubdirectory("mysql-replication-").FullName;
        Base = Path.Combine(Folder, "base");
        Context = new HostlessContext(WorkingFolder);
        // The accounts of servers enter it, as they enter most folders of a machine.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Folder, OwnersFolder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public string Name { get; }

    /// <summary>No other test looks for ports from here on, as long as this one has fewer than 40 servers.</summary>
    public int FirstPort { get; }

    /// <summary>The build's working directory.</summary>
    public string Folder { get; }

    public string Base { get; }

    /// <summary>The working directory of topologies that are opened here, for what a failure leaves.</summary>
    public string WorkingFolder { get; }

    public HostlessContext Context { get; }

    /// <summary>Settings with ports that are asked for, and not chosen.</summary>
    public static ReplicationSettings WithOwnPorts(ReplicationSettings settings)
    {
        // A ring has no replicas; only the first source of several can be given a port.
        var replicas = settings.Topology == TopologyShape.SourceSource ? 0 : settings.Replicas;
        var listeners = Enumerable.Range(0, 1 + replicas).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();
        listeners.ForEach(listener => listener.Dispose());
        return settings with { SourcePort = ports[0], ReplicaPorts = [.. ports.Skip(1)] };
    }

    /// <summary>The ports of settings as a build is given them.</summary>
    public static string[] PortArguments(ReplicationSettings settings) =>
        [$"--source-port={settings.SourcePort}", $"--replica-ports={string.Join(',', settings.ReplicaPorts)}", $"--replicas={settings.Replicas}"];

    public ReplicationSettings Settings(string image) => new() { Name = Name, BaseDirectory = Base, FirstPort = FirstPort, Image = image };

    public RunningTopology Open(ReplicationSettings settings) => RunningTopology.Open(Context, settings);

    /// <summary>Brings a topology up as a build does, up to a verdict, which must be good.</summary>
    public async Task<RunningTopology> StartAsync(ReplicationSettings settings)
    {
        var topology = Open(settings);
        await topology.PrepareAsync(Token);
        await topology.StartAllAsync(Token);
        await topology.ConfigureReplicationAsync(Token);
        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        return topology;
    }

    public async Task AssertNothingIsLeftAsync()
    {
        if (ServerImage.Named(TestServer.Quickest).Tag is not null)
            Assert.Empty(await new ContainerProbe(this).TracesAsync());
        if (OperatingSystem.IsLinux())
            Assert.Empty(await new ProcessProbe(this).TracesAsync());
        Assert.False(Directory.Exists(Base), $"{Base} is left: {string.Join(", ", Directory.Exists(Base) ? Directory.GetFileSystemEntries(Base) : [])}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Open(new ReplicationSettings { Name = Name, BaseDirectory = Base }).TeardownAsync();
        }
        finally
        {
            Directory.Delete(Folder, recursive: true);
            Directory.Delete(WorkingFolder, recursive: true);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
