using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Standins;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class ContainerExitsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("running 0 false", null)]
    [InlineData("created 0 false", null)]
    [InlineData("exited 1 false", "its container mysql_slave ended with exit code 1")]
    [InlineData("exited 137 true", "its container mysql_slave ran out of memory and was killed")]
    public async Task How_a_container_ended_is_told(string state, string? exit)
    {
        using var docker = new FakeDocker(output: state + "\n");

        Assert.Equal(exit, await new ContainerExits(new DockerCli(docker.Context)).FindAsync("mysql_slave", Cancellation));
    }

    [Theory]
    [InlineData("Error: No such object: mysql_slave")]
    [InlineData("error: no such object: mysql_slave")]
    [InlineData("Error response from daemon: No such container: mysql_slave")]
    public async Task A_container_that_was_removed_has_ended_too(string error)
    {
        using var docker = new FakeDocker(errors: error + "\n", exitCode: 1);

        Assert.Equal("its container mysql_slave was removed", await new ContainerExits(new DockerCli(docker.Context)).FindAsync("mysql_slave", Cancellation));
    }
}
