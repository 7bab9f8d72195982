using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Processes;

/// <summary>Local processes where the machine is not as one would wish.</summary>
public sealed partial class ProcessEngineTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly ReplicationSettings _settings;

    public ProcessEngineTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc shows what there is of processes");
        _settings = TestPlace.QuickestProcess.SettingsOrSkip(_sandbox);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ProcessProbe Probe => new(_sandbox);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_file_of_initial_statements_that_is_not_there_is_named()
    {
        await using var sandbox = new Sandbox();
        var topology = sandbox.Open(TestPlace.QuickestProcess.SettingsOrSkip(sandbox) with { ServerOptions = [ServerOption.Parse("master:init_file=/no/such.sql")] });
        await topology.PrepareAsync(TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.StartAllAsync(TestContext.Current.CancellationToken));

        Assert.Contains("The init_file of master, /no/such.sql, cannot be read: ", failure.Message, StringComparison.Ordinal);
        await sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Nothing_is_left_after_teardown()
    {
        var topology = await _sandbox.StartAsync(_settings);
        var ports = topology.Servers.Select(server => server.Port).ToList();

        await topology.TeardownAsync(Token);

        await _sandbox.AssertNothingIsLeftAsync();
        Assert.All(ports, port => new TcpListener(IPAddress.Loopback, port).Dispose());
    }

    [Theory]
    [InlineData("master", "slave")]
    [InlineData("slave")]
    public async Task Servers_that_were_killed_come_back_on_their_ports(params string[] servers)
    {
        var settings = Sandbox.WithOwnPorts(_settings);
        var before = (await _sandbox.StartAsync(settings)).Servers.Select(server => server.Port).ToList();
        foreach (var server in servers)
            await Probe.KillAsync(server);

        var after = await _sandbox.StartAsync(settings);

        Assert.Equal(before, after.Servers.Select(server => server.Port));
    }

    [Fact]
    public async Task A_foreign_process_with_the_recorded_number_is_left_alone()
    {
        var topology = await _sandbox.StartAsync(_settings);
        await Probe.KillAsync("slave");
        using var foreign = Process.Start("sleep", "300");
        try
        {
            await RecordAsync("slave", foreign.Id);
            topology = await _sandbox.StartAsync(_settings);
            Assert.False(foreign.HasExited);
            Assert.Contains("slave was stopped; starting it again.", _sandbox.Context.LogText, StringComparison.Ordinal);

            await Probe.KillAsync("slave");
            await RecordAsync("slave", foreign.Id);
            await topology.TeardownAsync(Token);
            Assert.False(foreign.HasExited);
        }
        finally
        {
            foreign.Kill();
        }

        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_server_that_was_not_recorded_is_found_by_its_arguments()
    {
        var topology = await _sandbox.StartAsync(_settings);
        var identity = await Probe.IdentityAsync("slave");
        File.Delete(Path.Combine(_sandbox.Base, "slave", "process.json"));

        await _sandbox.Open(_settings).StartAllAsync(Token);
        Assert.Equal(identity, await Probe.IdentityAsync("slave"));

        await topology.TeardownAsync(Token);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_port_that_was_asked_for_and_is_taken_is_an_error()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var message = await FailAsync(_settings with { SourcePort = port });

        Assert.Contains($"Port {port} is taken", message, StringComparison.Ordinal);
        Assert.Contains("It was asked for master", message, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_crash_at_the_start_is_told_at_once_with_its_cause()
    {
        var message = await FailAsync(_settings with { ServerOptions = [new ServerOption("no_such_option", "1")] });

        // And not that it was silent for all of --start-timeout.
        Assert.Contains("ended with exit code", message, StringComparison.Ordinal);
        Assert.Contains("unknown variable 'no_such_option=1'", message, StringComparison.Ordinal);
        Assert.Contains("--server-option", message, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData(TestServer.MySql56)]
    [InlineData(TestServer.MySql97)]
    [InlineData(TestServer.MariaDb1011)]
    public async Task A_full_disk_is_named_as_the_cause(string server)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a small file system");
        var settings = new TestPlace(EngineKind.Process, server).SettingsOrSkip(_sandbox);
        Directory.CreateDirectory(_sandbox.Base);
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=4m", "none", _sandbox.Base);
        try
        {
            Assert.Contains("The disk is full", await FailAsync(settings), StringComparison.Ordinal);
            Assert.Empty(await Probe.TracesAsync());
            Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Base));
        }
        finally
        {
            await RunAsync("umount", _sandbox.Base);
        }
    }

    [Fact]
    public async Task A_base_folder_with_a_long_path_has_its_sockets_elsewhere()
    {
        var settings = _settings with { BaseDirectory = Path.Combine(_sandbox.Base, new string('x', 110), "base") };
        var topology = await _sandbox.StartAsync(settings);
        var socket = (await Client.ScalarAsync(topology.Servers[1], "SELECT @@GLOBAL.socket"))!;
        Assert.True(File.Exists(socket), socket);
        Assert.DoesNotContain(_sandbox.Base, socket, StringComparison.Ordinal);

        await topology.TeardownAsync(Token);

        Assert.False(Directory.Exists(Path.GetDirectoryName(Path.GetDirectoryName(socket))));
        Assert.False(Directory.Exists(_sandbox.Base), "the folders above the base folder are left");
    }

    [Fact]
    public async Task A_base_folder_that_the_account_cannot_enter_has_its_data_elsewhere()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root's servers run under another account");
        // Who else but the build's user may enter it: nobody.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_sandbox.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var topology = await _sandbox.StartAsync(_settings);

        var data = new FileInfo(Path.Combine(_sandbox.Base, "slave", "data")).LinkTarget;
        Assert.Equal(data, (await Client.ScalarAsync(topology.Servers[1], "SELECT @@GLOBAL.datadir"))!.TrimEnd('/'));
        await Probe.KillAsync("slave");
        await _sandbox.StartAsync(_settings);
        Assert.Equal(data, new FileInfo(Path.Combine(_sandbox.Base, "slave", "data")).LinkTarget);

        await topology.TeardownAsync(Token);
        await _sandbox.AssertNothingIsLeftAsync();
        Assert.False(Directory.Exists(data));
    }

    /// <summary>Makes the record of a server name another process.</summary>
    private async Task RecordAsync(string server, int id)
    {
        var file = Path.Combine(_sandbox.Base, server, "process.json");
        var text = await File.ReadAllTextAsync(file, Token);
        await File.WriteAllTextAsync(file, Id().Replace(text, id.ToString(CultureInfo.InvariantCulture)), Token);
    }

    private async Task<string> FailAsync(ReplicationSettings settings) =>
        (await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.StartAsync(settings))).Message;

    private static async Task RunAsync(string command, params string[] arguments)
    {
        var result = await Command.RunAsync(command, arguments, Path.GetTempPath(), cancellationToken: Token);
        Assert.True(result.ExitCode == 0, $"{command}: {result}");
    }

    [GeneratedRegex(@"(?<=""Id"": )\d+")]
    private static partial Regex Id();
}
