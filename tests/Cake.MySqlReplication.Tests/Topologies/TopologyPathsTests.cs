using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class TopologyPathsTests
{
    private static readonly string WorkingDirectory = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "checkout"));

    [Fact]
    public void The_default_base_folder_bears_the_topologys_name() =>
        Assert.Equal(Path.Combine(WorkingDirectory, ".mysql-replication", "orders"), Base(new ReplicationSettings { Name = "orders" }));

    [Theory]
    [InlineData("data")]
    [InlineData("data/")]
    [InlineData("./x/../data")]
    public void A_relative_base_folder_lies_below_the_working_directory(string folder) =>
        Assert.Equal(Path.Combine(WorkingDirectory, "data"), Base(new ReplicationSettings { BaseDirectory = folder }));

    [Fact]
    public void An_absolute_base_folder_is_taken_as_it_is()
    {
        var folder = Path.Combine(Path.GetTempPath(), "elsewhere");

        Assert.Equal(folder, Base(new ReplicationSettings { BaseDirectory = folder + Path.DirectorySeparatorChar }));
    }

    private static string Base(ReplicationSettings settings) => TopologyPaths.For(settings, WorkingDirectory).Base;
}
