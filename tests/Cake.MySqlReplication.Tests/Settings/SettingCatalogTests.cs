using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class SettingCatalogTests
{
    private const string Checksum = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void Every_property_of_the_settings_can_be_given_from_outside()
    {
        Assert.Equal("orders", Read("--name=orders").Name);
        Assert.Equal("/srv/orders", Read("--base=/srv/orders").BaseDirectory);
        Assert.Equal("mariadb:11.8", Read("--image=mariadb:11.8").Image);
        Assert.Equal(EngineKind.Process, Read("--engine=process").Engine);
        Assert.Equal("/opt/mysql/bin/mysqld", Read("--server=/opt/mysql/bin/mysqld").Server);
        Assert.Equal("mariadb-10.11", Read("--server-version=mariadb-10.11").ServerVersion);
        Assert.Equal("mysql.tar.xz", Read("--server-archive=mysql.tar.xz").ServerArchive);
        Assert.Equal(Checksum, Read("--server-archive=mysql.tar.xz", $"--server-archive-sha256={Checksum}").ServerArchiveSha256);
        Assert.Equal(3, Read("--replicas=3").Replicas);
        Assert.Equal(4406, Read("--source-port=4406").SourcePort);
        Assert.Equal([4407, 4408], Read("--replicas=2", "--replica-ports=4407, 4408").ReplicaPorts);
        Assert.Equal("0.0.0.0", Read("--publish-address=0.0.0.0").PublishAddress);
        Assert.Equal("s3cret", Read("--root-password=s3cret").RootPassword?.Reveal());
        Assert.Equal("copier", Read("--replication-user=copier").ReplicationUser);
        Assert.Equal("s3cret", Read("--replication-password=s3cret").ReplicationPassword?.Reveal());
        Assert.Equal(Positioning.File, Read("--positioning=FILE").Positioning);
        Assert.Equal([new ServerOption("max_connections", "50")], Read("--server-option=max_connections=50").ServerOptions);
        Assert.True(Read("--skip-duplicate-keys=true").SkipDuplicateKeys);
        Assert.Equal(TimeSpan.FromSeconds(90), Read("--start-timeout=90").StartTimeout);
        Assert.Equal(TimeSpan.FromSeconds(1.5), Read("--sync-timeout=1.5").SyncTimeout);
        Assert.Equal(TopologyShape.SourceSource, Read("--topology=source-source", "--sources=3").Topology);
        Assert.Equal(3, Read("--topology=source-source", "--sources=3").Sources);
        Assert.Equal(TimeSpan.FromSeconds(30), Read("--delay=30").Delay);
        Assert.True(Read("--semi-sync").SemiSync);
        Assert.True(Read("--tls").Tls);
        Assert.Equal(["shop", "stock.items"], Read("--replicate-only=shop,stock.items").ReplicateOnly);
        Assert.Equal(["%.log"], Read("--replicate-ignore=%.log").ReplicateIgnore);
        // What is for single servers comes with the options that are for all.
        Assert.Equal(typeof(ReplicationSettings).GetProperties().Length - 1, SettingCatalog.All.Count);
    }

    /// <summary>Settings that exclude some of those of a Docker engine.</summary>
    private static readonly Dictionary<string, string>[] Excluded =
    [
        new() { ["replicate-ignore"] = "%.log" },
        new() { ["topology"] = "source-source", ["sources"] = "3" },
        new() { ["engine"] = "process", ["server"] = "/opt/mysql/bin/mysqld" },
        new() { ["server-version"] = "9.7", ["server-archive"] = "mysql.tar.xz", ["server-archive-sha256"] = Checksum },
    ];

    [Fact]
    public void The_environment_gives_the_same_as_the_command_line_where_processes_are_asked_for()
    {
        foreach (var values in Excluded)
        {
            var environment = values.ToDictionary(pair => "MYSQL_REPLICATION_" + pair.Key.ToUpperInvariant().Replace('-', '_'), pair => pair.Value);
            Assert.Equivalent(
                SettingsReader.Read(FakeContext.With([.. values.Select(pair => $"--{pair.Key}={pair.Value}")])),
                SettingsReader.Read(FakeContext.With(environment)),
                strict: true);
        }
    }

    [Fact]
    public void The_environment_gives_the_same_as_the_command_line()
    {
        Dictionary<string, string> values = new()
        {
            ["name"] = "orders", ["base"] = "/srv/orders", ["engine"] = "docker", ["image"] = "mariadb:11.8", ["replicas"] = "2", ["first-port"] = "4400", ["source-port"] = "4406",
            ["replica-ports"] = "4407,4408", ["publish-address"] = "0.0.0.0", ["root-password"] = "r00t", ["replication-user"] = "copier",
            ["replication-password"] = "s3cret", ["positioning"] = "gtid", ["server-option"] = "slave2:max_connections=50",
            ["skip-duplicate-keys"] = "on", ["start-timeout"] = "9", ["sync-timeout"] = "8", ["replica"] = "slave", ["verify"] = "full", ["repair"] = "rebuild", ["compose-folder"] = "deploy",
            ["durable"] = "true", ["cache-age"] = "7", ["cache-size"] = "500",
            ["topology"] = "chain", ["delay"] = "slave=7", ["semi-sync"] = "true", ["tls"] = "true", ["replicate-only"] = "shop,stock.items", ["profile"] = "true", ["report"] = "reports",
        };
        var environment = values.ToDictionary(pair => "MYSQL_REPLICATION_" + pair.Key.ToUpperInvariant().Replace('-', '_'), pair => pair.Value);

        var fromEnvironment = SettingsReader.Read(FakeContext.With(environment));
        var fromCommandLine = SettingsReader.Read(FakeContext.With([.. values.Select(pair => $"--{pair.Key}={pair.Value}")]));

        Assert.Equivalent(fromCommandLine, fromEnvironment, strict: true);
        Assert.Equal("r00t", fromEnvironment.RootPassword?.Reveal());
        Assert.Equal(values.Keys.Union(Excluded.SelectMany(group => group.Keys)).Order(), SettingCatalog.All.Select(definition => definition.Option).Order());
    }

    [Fact]
    public void What_is_for_one_server_stands_beside_what_is_for_all()
    {
        var settings = Read("--image=mysql:5.6", "--image=slave2=registry.example:5000/mysql:9.7", "--replicas=2", "--delay=slave=3", "--delay=slave2=1.5");

        Assert.Equal("mysql:5.6", settings.Image);
        Assert.Equal(("mysql:5.6", TimeSpan.FromSeconds(3)), (settings.For("slave").Image, settings.For("slave").Delay));
        Assert.Equal(("registry.example:5000/mysql:9.7", TimeSpan.FromSeconds(1.5)), (settings.For("slave2").Image, settings.For("slave2").Delay));
        Assert.Equal(TimeSpan.Zero, settings.For("master").Delay);
    }

    [Theory]
    [InlineData("--image=a:1", "--image=b:1")]
    [InlineData("--image=slave=a:1", "--image=slave=b:1")]
    public void A_server_has_one_image(string first, string second) =>
        Assert.Contains("it takes one value for all servers, and one for each of them", Assert.Throws<MySqlReplicationException>(() => Read(first, second)).Message);

    [Theory]
    [InlineData("--server-version=slave=nine", "server-version: 'nine' is not a version.")]
    [InlineData("--image=slave2=mysql:9.7", "a server called 'slave2', and there is none. Servers: master, slave.")]
    [InlineData("--image=slave=No!", "image: 'No!', given for slave, is not an image reference.")]
    [InlineData("--delay=slave=4000", "delay: 4000 seconds is out of range.")]
    [InlineData("--sources=2", "sources: 2 is given for a topology that has one.")]
    [InlineData("--topology=ring", "--topology: 'ring' is not one of its values. Allowed: pair, fan-out, chain, source-source, fan-in.")]
    [InlineData("--replicate-only=a --replicate-ignore=b", "replicate-only, replicate-ignore: ")]
    [InlineData("--replicate-only=a.b.c", "replicate-only: 'a.b.c' is not usable.")]
    public void What_is_wrong_with_a_topology_is_told(string argument, string problem) =>
        Assert.Contains(problem, Assert.Throws<MySqlReplicationException>(() => Read(argument.Split(' '))).Message);

    [Fact]
    public void A_pair_is_a_fan_out() => Assert.Equal(TopologyShape.FanOut, Read("--topology=pair").Topology);

    [Fact]
    public void Server_options_add_up_on_the_command_line_and_stand_one_to_a_line_in_the_environment()
    {
        ServerOption[] expected = [new("max_connections", "50"), new("skip-external-locking"), new("sql_mode", "A,B", "slave")];

        Assert.Equal(expected, Read(
            "--server-option=max_connections=50", "--server-option=skip-external-locking", "--server-option=slave:sql_mode=A,B").ServerOptions);
        Assert.Equal(expected, SettingsReader.Read(FakeContext.With(new Dictionary<string, string>
        {
            ["MYSQL_REPLICATION_SERVER_OPTION"] = "max_connections=50\n skip-external-locking\n\nslave:sql_mode=A,B\n",
        })).ServerOptions);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("true", true)]
    [InlineData("YES", true)]
    [InlineData("on", true)]
    [InlineData("1", true)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    [InlineData("OFF", false)]
    [InlineData("0", false)]
    public void A_switch_is_on_or_off(string text, bool isOn) =>
        Assert.Equal(isOn, Read("--skip-duplicate-keys=" + text).SkipDuplicateKeys);

    [Theory]
    [InlineData("--skip-duplicate-keys=perhaps", "'perhaps' is neither true nor false")]
    [InlineData("--replicas=1.5", "'1.5' is not a whole number")]
    [InlineData("--replicas=99999999999", "'99999999999' is not a whole number")]
    [InlineData("--replica-ports=4407,x", "'x' is not a whole number")]
    [InlineData("--positioning=0", "'0' is not one of its values")]
    [InlineData("--start-timeout=1,5", "'1,5' is not a number of seconds")]
    [InlineData("--start-timeout=1e99", "'1e99' is not a number of seconds")]
    [InlineData("--start-timeout=99999999", "'99999999' is not a number of seconds")]
    [InlineData("--start-timeout=NaN", "'NaN' is not a number of seconds")]
    [InlineData("--start-timeout=Infinity", "'Infinity' is not a number of seconds")]
    [InlineData("--start-timeout=-Infinity", "'-Infinity' is not a number of seconds")]
    public void A_text_that_is_no_value_is_told_with_what_is_allowed(string argument, string problem)
    {
        var definition = SettingCatalog.All.Single(definition => argument.StartsWith("--" + definition.Option + "=", StringComparison.Ordinal));

        var message = Assert.Throws<MySqlReplicationException>(() => Read(argument)).Message;

        Assert.Contains($"--{definition.Option}: {problem}. Allowed: {definition.Values}.", message);
    }

    private static ReplicationSettings Read(params string[] commandLine) => SettingsReader.Read(FakeContext.With(commandLine));
}
