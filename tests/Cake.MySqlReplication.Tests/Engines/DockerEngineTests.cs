using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Tests.Standins;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class DockerEngineTests
{
    private static readonly Topology Topology = Some.Topology(settings: new ReplicationSettings { Replicas = 2 });
    private static readonly Topology Pair = Some.Topology();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_are_found_by_their_labels_running_or_not()
    {
        using var docker = new FakeDocker(output: "1a master  running\n2b slave  exited\n3c slave2  created\n");

        var found = await new DockerEngine(docker.Context).FindAsync(TopologyId.Of(Topology), Cancellation);

        Assert.Equal(ServerPresence.Running, found["master"]);
        Assert.Equal(ServerPresence.Stopped, found["slave"]);
        Assert.Equal(ServerPresence.Stopped, found["slave2"]);
        Assert.Contains($"label=cake-mysql-replication.key={TopologyId.Of(Topology).Key}", docker.Arguments);
    }

    [Theory]
    [InlineData("0e   running", true)]
    [InlineData("0e   exited", false)]
    [InlineData("0f   running", false)]
    public async Task A_server_runs_while_the_container_runs_whose_network_it_shares(string network, bool runs)
    {
        using var docker = new FakeDocker(output: $"1a master 0e running\n{network}\n");

        var found = await new DockerEngine(docker.Context).FindAsync(TopologyId.Of(Topology), Cancellation);

        Assert.Equal(runs ? ServerPresence.Running : ServerPresence.Stopped, Assert.Single(found).Value);
    }

    [Fact]
    public async Task A_log_is_what_a_container_wrote_to_both_of_its_streams()
    {
        using var docker = new FakeDocker(output: "entrypoint\n", errors: "[ERROR] Aborting\n");

        Assert.Equal(["entrypoint", "[ERROR] Aborting"],
            await new DockerEngine(docker.Context).ReadLogAsync(Topology, Topology.Source, 200, Cancellation));
    }

    [Theory]
    [InlineData("Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n")]
    [InlineData("permission denied while trying to connect to the docker API at unix:///var/run/docker.sock\n")]
    public async Task An_unknown_topology_needs_no_engine_to_be_removed_and_a_known_one_does(string error)
    {
        using var docker = new FakeDocker(errors: error, exitCode: 1);
        var engine = new DockerEngine(docker.Context);

        var ends = 0;
        await engine.RemoveAllAsync(TopologyId.Of(Topology), isKnown: false, EndedAsync, Cancellation);
        await Assert.ThrowsAsync<MySqlReplicationException>(() => engine.RemoveAllAsync(TopologyId.Of(Topology), isKnown: true, EndedAsync, Cancellation));
        Assert.Equal(1, ends);

        Task EndedAsync()
        {
            ends++;
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_whose_data_stay_is_stopped_before_it_is_removed(bool initialised)
    {
        using var docker = new FakeDocker(output: "0d1f\n");

        await new DockerEngine(docker.Context).RemoveAsync(Topology, Topology.Server("slave") with { Initialised = initialised }, Cancellation);

        Assert.Equal(initialised, docker.Log.Lines.Any(line => line.Contains("stop 0d1f", StringComparison.Ordinal)));
        Assert.Equal("rm", docker.Arguments[0]);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_by_its_number()
    {
        using var docker = new FakeDocker(errors: "docker: Error response from daemon: Bind for 127.0.0.1:3308 failed: port is already allocated.\n", exitCode: 125);

        // Removing the container fails with the same words: the fake knows no others.
        var taken = await Assert.ThrowsAsync<PortTakenException>(() =>
            new DockerEngine(docker.Context).LaunchAsync(Topology, Alone("slave"), Cancellation));

        Assert.Equal(3308, taken.Port);
    }

    [Fact]
    public async Task Of_servers_that_share_a_network_the_one_whose_port_is_taken_is_told_and_nothing_is_left_half_made()
    {
        using var docker = new FakeDocker(errors: "docker: Error response from daemon: Bind for 127.0.0.1:3308 failed: port is already allocated.\n", exitCode: 125);
        docker.Answer("network", "create", "0d1f\n");

        var taken = await Assert.ThrowsAsync<PortTakenException>(() => new DockerEngine(docker.Context).PrepareAsync(Topology, Cancellation));

        Assert.Equal(3308, taken.Port);
        Assert.Contains(docker.Calls, call => call.StartsWith("rm ", StringComparison.Ordinal) && call.EndsWith(" mysql_network", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0e running master:3307:3307,slave:3308:3308,slave2:3309:3309,slave3:3310:3310", true)]
    [InlineData("0e exited master:3307:3307,slave:3308:3308,slave2:3309:3309", false)]
    [InlineData("0e running master:3307:3307,slave:3310:3310,slave2:3311:3311", false)]
    public async Task A_shared_network_is_used_again_where_it_is_there_and_has_the_servers_ports(string network, bool isKept)
    {
        using var docker = new FakeDocker(errors: "docker: Conflict. The container name \"/mysql_network\" is already in use by container \"0e\".\n", exitCode: 125);
        docker.Answer("network", "create", "0d1f\n");
        docker.Answer("ps", "--all", network + "\n");

        await Record.ExceptionAsync(() => new DockerEngine(docker.Context).PrepareAsync(Topology, Cancellation));

        Assert.Equal(!isKept, docker.Calls.Any(call => call.StartsWith("rm ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_container_publishes_the_ports_of_all_servers_that_are_started_together()
    {
        using var docker = new FakeDocker(output: "0d1f\n");
        docker.Answer("image", "inspect", "{}\n");

        await new DockerEngine(docker.Context).PrepareAsync(Topology, Cancellation);

        var run = Assert.Single(docker.Calls, call => call.StartsWith("run ", StringComparison.Ordinal) && call.Contains(" mysql_network ", StringComparison.Ordinal));
        Assert.Contains("--network-alias mysql_master --network-alias mysql_slave --network-alias mysql_slave2", run, StringComparison.Ordinal);
        Assert.Contains("--publish 127.0.0.1:3307:3307 --publish 127.0.0.1:3308:3308 --publish 127.0.0.1:3309:3309", run, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_plan_shared_stays_where_servers_are_in_it()
    {
        using var docker = new FakeDocker(errors: "Error response from daemon: network with name mysql_replication already exists\n", exitCode: 1);
        docker.Answer("network", "ls", "4d\n");
        docker.Answer("ps", "--all", "0e running master:3307:3307\n");
        docker.Answer("image", "inspect", "{}\n");

        await new DockerEngine(docker.Context).PrepareAsync(Pair, Cancellation);

        Assert.Contains(docker.Calls, call => call.EndsWith("label=cake-mysql-replication.shares=0e", StringComparison.Ordinal));
        Assert.DoesNotContain(docker.Calls, call => call.StartsWith("rm ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_container_of_a_server_is_recorded()
    {
        var id = new string('a', 64);
        using var folder = new TemporaryFolder();
        using var docker = new FakeDocker(output: id + "\n");
        docker.Answer("image", "inspect", "{}\n");
        var topology = Some.Topology(folder.Paths);
        TopologyFolder.Prepare(topology, _ => "");

        await new DockerEngine(docker.Context).LaunchAsync(topology, topology.Source, Cancellation);

        Assert.Equal([id], ContainerRecord.All(TopologyId.Of(topology)));
    }

    [Theory]
    [InlineData("docker: Error response from daemon: Conflict. The container name \"/mysql_slave\" is already in use by container \"0d1f\".\n")]
    [InlineData("Error: creating container storage: the container name \"mysql_slave\" is already in use by 0d1f. You have to remove that container to be able to reuse that name.\n")]
    public async Task A_container_of_somebody_else_that_has_the_name_is_left_alone(string error)
    {
        using var docker = new FakeDocker(errors: error, exitCode: 125);

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() =>
            new DockerEngine(docker.Context).LaunchAsync(Topology, Alone("slave"), Cancellation));

        Assert.StartsWith("A container called mysql_slave exists, and this tool did not create it.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("inspect", docker.Arguments[0]);
    }

    [Fact]
    public void Servers_reach_each_other_by_their_containers_names()
    {
        Assert.Equal(("mysql_master", 3306), new DockerEngine(FakeContext.With()).InternalAddress(Pair, Pair.Source));
        Assert.Equal(("mysql_master", 3307), new DockerEngine(FakeContext.With()).InternalAddress(Topology, Topology.Source));
    }

    [Fact]
    public void A_server_that_is_alone_where_others_share_a_network_has_a_name_that_no_other_had_before() =>
        Assert.Equal(("mysql_slave_alone", 3306), new DockerEngine(FakeContext.With()).InternalAddress(Topology, Alone("slave")));

    [Fact]
    public void Others_reach_a_server_as_before_when_its_port_on_the_host_has_changed() =>
        Assert.Equal(("mysql_master", 3307), new DockerEngine(FakeContext.With()).InternalAddress(Topology, Topology.Source with { Port = 3333 }));

    [Fact]
    public void A_container_gets_its_data_its_options_its_labels_and_no_password_but_in_a_file()
    {
        var settings = DockerRunSettings.For(Topology, Alone("slave"), shared: null);

        Assert.Equal(["127.0.0.1:3308:3306"], settings.Publish!);
        Assert.Equal(["mysql_slave_alone"], settings.NetworkAlias!);
        Assert.Equal(("mysql_slave", "mysql_slave", "mysql_replication"), (settings.Name, settings.Hostname, settings.Network));
        Assert.Contains($"type=bind,src={Topology.Paths.DataFolder("slave")},dst=/var/lib/mysql", settings.Mount!);
        Assert.Contains(settings.Mount!, mount =>
            mount.StartsWith($"type=bind,src={Topology.Paths.OptionFile("slave")},", StringComparison.Ordinal) && mount.EndsWith(",readonly", StringComparison.Ordinal));
        Assert.Contains("cake-mysql-replication.server=slave", settings.Label!);
        Assert.DoesNotContain(settings.Env!, variable => variable.Contains(Topology.InitialPassword.Reveal(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_in_a_shared_network_is_told_its_port_and_publishes_none()
    {
        var server = Topology.Server("slave");
        var settings = DockerRunSettings.For(Topology, server, shared: "0d1f");

        Assert.Equal("container:0d1f", settings.Network);
        Assert.Null(settings.Publish);
        Assert.Null(settings.Hostname);
        Assert.Contains("cake-mysql-replication.shares=0d1f", settings.Label!);
        Assert.Contains("MYSQL_TCP_PORT=3308", settings.Env!);
        Assert.Equal(["\"mysqld\"", "--port=3308", "--loose-mysqlx=OFF"], DockerRunSettings.CommandOf(server, ["mysqld"]));
        Assert.Equal(["--port=3308"], DockerRunSettings.CommandOf(server with { Version = Some.MariaDb1011 }, []));
    }

    [Fact]
    public void Scripts_of_an_image_run_on_the_source_alone()
    {
        Assert.Contains(MountsOf("slave"), IsOverScripts);
        Assert.DoesNotContain(MountsOf("master"), IsOverScripts);

        static string[] MountsOf(string server) => DockerRunSettings.For(Topology, Topology.Server(server), shared: "0d1f").Mount!;
        static bool IsOverScripts(string mount) => mount.Contains("dst=/docker-entrypoint-initdb.d", StringComparison.Ordinal);
    }

    private static ServerSpec Alone(string server) => Topology.Server(server) with { SharedPort = null, IsOutsideSharedNetwork = true };
}
