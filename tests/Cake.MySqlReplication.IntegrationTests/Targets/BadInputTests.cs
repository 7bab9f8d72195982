using System.Net;
using System.Net.Sockets;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>Each kind of bad input: one clear message, and nothing left behind.</summary>
public sealed class BadInputTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly BuildRun _build;
    private readonly string _image = TestServer.ImageOrSkip(TestServer.Quickest);

    public BadInputTests() => _build = new BuildRun(_sandbox);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task All_that_is_wrong_with_settings_is_said_at_once()
    {
        _build.Environment["MYSQL_REPLICATION_PUBLISH_ADDRESS"] = "localhost";
        var error = await _build.FailAsync(
            "VerifySync", "--replicas=0", "--positioning=coordinates", "--image=-v", "--source-port=70000", "--server-option=slave9:max_connections=5", "--sync-timeout=soon");

        Assert.Contains("--positioning: 'coordinates' is not one of its values. Allowed: auto, gtid, file.", error, StringComparison.Ordinal);
        Assert.Contains("replicas: 0 is out of range. Allowed: 1 to 32.", error, StringComparison.Ordinal);
        Assert.Contains("image: '-v' is not an image reference.", error, StringComparison.Ordinal);
        Assert.Contains("source-port: 70000 is out of range.", error, StringComparison.Ordinal);
        Assert.Contains("there is none. Servers: master", error, StringComparison.Ordinal);
        Assert.Contains("publish-address: 'localhost' is not an IPv4 address.", error, StringComparison.Ordinal);
        Assert.Contains("--sync-timeout: 'soon' is not a number of seconds.", error, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task An_image_that_does_not_exist()
    {
        var error = await _build.FailAsync("VerifySync", "--image=localhost:1/no/such-image:1");
        Assert.Contains("localhost:1/no/such-image:1 is not on this machine and could not be pulled:", error, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_port_that_is_asked_for_and_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var error = await _build.FailAsync("VerifySync", $"--image={_image}", $"--source-port={port}");

        Assert.Contains($"Port {port} is taken:", error, StringComparison.Ordinal);
        Assert.Contains("It was asked for master; stop what listens on it, choose another port", error, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_base_folder_that_cannot_be_written_to()
    {
        // A file in its place stops root, too.
        await File.WriteAllTextAsync(_sandbox.Base, "a file", TestContext.Current.CancellationToken);
        var error = await _build.FailAsync("VerifySync", $"--image={_image}");
        Assert.Contains($"The base folder {_sandbox.Base} cannot be written to:", error, StringComparison.Ordinal);
        Assert.Equal("a file", await File.ReadAllTextAsync(_sandbox.Base, TestContext.Current.CancellationToken));
        File.Delete(_sandbox.Base);
        Assert.Empty(await DockerProbe.TracesAsync(_sandbox.Name));
    }

    [Fact]
    public async Task A_folder_of_somebody_else_in_the_place_of_a_servers()
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_sandbox.Base, "master")).FullName, "thesis.tex");
        await File.WriteAllTextAsync(file, "years of work", TestContext.Current.CancellationToken);

        var error = await _build.FailAsync("VerifySync", $"--image={_image}");
        Assert.Contains("master exists and was not made by this tool.", error, StringComparison.Ordinal);
        await _build.SucceedAsync("Teardown");

        Assert.Equal([file], Directory.GetFiles(_sandbox.Base, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task No_engine()
    {
        _build.Environment["DOCKER_HOST"] = "unix:///nowhere/docker.sock";
        var error = await _build.FailAsync("VerifySync", $"--image={_image}");
        Assert.Contains("No Docker engine answers:", error, StringComparison.Ordinal);
        Assert.Contains("Start Docker", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_sandbox.Base));
        await _build.SucceedAsync("Teardown");
    }

    [Fact]
    public async Task An_option_that_the_server_does_not_know_ends_the_start_at_once_with_the_cause()
    {
        var error = await _build.FailAsync("VerifySync", $"--image={_image}", "--server-option=slave:no_such_option=1");

        Assert.Contains("The server slave", error, StringComparison.Ordinal);
        // And not that it was silent for all of --start-timeout.
        Assert.Contains($"did not start: its container {_sandbox.Name}_slave ended with exit code", error, StringComparison.Ordinal);
        Assert.Contains("unknown variable 'no_such_option=1'", error, StringComparison.Ordinal);
        Assert.Contains("remove it, or mend its name, in --server-option", error, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_container_of_somebody_else_with_the_name_of_a_server()
    {
        var container = $"{_sandbox.Name}_master";
        await DockerProbe.LinesAsync("create", "--name", container, "--entrypoint", "true", _image);
        try
        {
            var error = await _build.FailAsync("VerifySync", $"--image={_image}");
            Assert.Contains($"A container called {container} exists, and this tool did not create it.", error, StringComparison.Ordinal);
            await _build.SucceedAsync("Teardown");
            Assert.Single(await DockerProbe.LinesAsync("ps", "--all", "--quiet", "--filter", $"name=^{container}$"));
            Assert.False(Directory.Exists(_sandbox.Base));
        }
        finally
        {
            await DockerProbe.LinesAsync("rm", "--force", "--volumes", container);
        }
    }

    [Fact]
    public async Task An_image_without_a_server()
    {
        var image = $"{_sandbox.Name}-empty";
        var archive = Path.Combine(_sandbox.Folder, "empty.tar");
        await using (var stream = File.Create(archive))
            await System.Formats.Tar.TarFile.CreateFromDirectoryAsync(Directory.CreateDirectory(Path.Combine(_sandbox.Folder, "root")).FullName, stream, false, TestContext.Current.CancellationToken);
        await DockerProbe.LinesAsync("import", archive, image);
        try
        {
            var error = await _build.FailAsync("VerifySync", $"--image={image}");
            Assert.Contains($"{image} is not an image of MySQL or MariaDB:", error, StringComparison.Ordinal);
            await _sandbox.AssertNothingIsLeftAsync();
        }
        finally
        {
            await DockerProbe.LinesAsync("rmi", image);
        }
    }
}
