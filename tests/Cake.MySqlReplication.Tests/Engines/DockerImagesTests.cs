using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Standins;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class DockerImagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"Cmd":["mysqld"],"Env":["PATH=/usr/bin","MYSQL_MAJOR=8.4","MYSQL_VERSION=8.4.7-1.el9"]}""", "MySQL 8.4.7")]
    [InlineData("""{"Cmd":["mariadbd"],"Env":["PATH=/usr/bin","MARIADB_VERSION=1:10.11.14+maria~ubu2204"]}""", "MariaDB 10.11.14")]
    public async Task An_image_that_runs_the_server_says_in_its_environment_which(string configuration, string version)
    {
        using var docker = new FakeDocker(output: $$"""{"Id":"sha256:1","Config":{{configuration}}}""" + "\n");

        Assert.Equal(version, (await Images(docker).IdentifyAsync("image", Cancellation)).ToString());
        Assert.Equal("image", docker.Arguments[0]);
    }

    [Theory]
    [InlineData("""{"Cmd":["npm","start"],"Env":["MYSQL_VERSION=8.4.7"]}""")]
    [InlineData("""{"Cmd":null,"Env":["MYSQL_VERSION=8.4.7"]}""")]
    [InlineData("""{"Env":null}""")]
    public async Task An_image_that_runs_something_else_is_asked(string configuration)
    {
        using var docker = new FakeDocker(output: $$"""{"Id":"sha256:1","Config":{{configuration}}}""" + "\n");

        await Record.ExceptionAsync(() => Images(docker).IdentifyAsync("image", Cancellation));

        Assert.Equal(["run", "--entrypoint", "sh", "--name", docker.Arguments[4], "--network", "none", "--rm", "image", "-c", "mysqld --version || mariadbd --version"], docker.Arguments);
        Assert.Matches("^cake-mysql-replication-version-[0-9a-f]{32}$", docker.Arguments[4]);
    }

    [Fact]
    public async Task A_container_that_is_cut_off_before_it_removes_itself_is_removed()
    {
        using var docker = new FakeDocker(exitCode: 130);
        docker.Answer("image", "inspect", """{"Id":"sha256:1","Config":{"Env":null}}""" + "\n");
        docker.Answer("network", "ls", "");
        docker.Slow("run");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var identifying = Images(docker).IdentifyAsync("image", cancellation.Token);
        while (!docker.Calls.Any(call => call.StartsWith("run ", StringComparison.Ordinal)))
            await Task.Delay(10, Cancellation);
        var name = docker.Calls[^1].Split(' ')[4];
        docker.Answer("ps", "--all", name + "\n");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => identifying);
        Assert.Equal($"rm --force --volumes {name}", docker.Calls[^1]);
    }

    [Theory]
    [InlineData("unable to resolve docker endpoint: unable to parse docker host `foo://bar`", "The docker client cannot tell which engine is meant: ")]
    [InlineData("Error response from daemon: the disk is on fire", "Docker could not inspect the image image: the disk is on fire")]
    public async Task Trouble_with_the_engine_is_not_taken_for_a_missing_image(string error, string message)
    {
        using var docker = new FakeDocker(errors: error + "\n", exitCode: 1);

        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => Images(docker).IdentifyAsync("image", Cancellation));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal("image", docker.Arguments[0]);
    }

    [Theory]
    [InlineData("Error: No such image: image")]
    [InlineData("Error response from daemon: No such image: image:latest")]
    [InlineData("Error: no such object: \"image\"")]
    [InlineData("Error: image: image not known")]
    public async Task A_missing_image_is_pulled(string error)
    {
        using var docker = new FakeDocker(errors: error + "\n", exitCode: 1);

        await Assert.ThrowsAsync<MySqlReplicationException>(() => Images(docker).IdentifyAsync("image", Cancellation));

        Assert.Equal(["pull", "image"], docker.Arguments);
    }

    private static DockerImages Images(FakeDocker docker) => new(new DockerCli(docker.Context), docker.Log);
}
