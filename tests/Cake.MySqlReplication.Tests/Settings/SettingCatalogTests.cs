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
        Assert.Equal(typeof(ReplicationSettings).GetProperties().Length, SettingCatalog.All.Count);
    }

    /// <summary>Settings that exclude some of those of a Docker engine.</summary>
    private static readonly Dictionary<string, string>[] Excluded =
    [
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
            ["name"] = "orders", ["base"] = "/srv/orders", ["engine"] = "docker", ["image"] = "mariadb:11.8", ["replicas"] = "2", ["source-port"] = "4406",
            ["replica-ports"] = "4407,4408", ["publish-address"] = "0.0.0.0", ["root-password"] = "r00t", ["replication-user"] = "copier",
            ["replication-password"] = "s3cret", ["positioning"] = "gtid", ["server-option"] = "slave2:max_connections=50",
            ["skip-duplicate-keys"] = "on", ["start-timeout"] = "9", ["sync-timeout"] = "8", ["replica"] = "slave", ["repair"] = "rebuild",
        };
        var environment = values.ToDictionary(pair => "MYSQL_REPLICATION_" + pair.Key.ToUpperInvariant().Replace('-', '_'), pair => pair.Value);

        var fromEnvironment = SettingsReader.Read(FakeContext.With(environment));
        var fromCommandLine = SettingsReader.Read(FakeContext.With([.. values.Select(pair => $"--{pair.Key}={pair.Value}")]));

        Assert.Equivalent(fromCommandLine, fromEnvironment, strict: true);
        Assert.Equal("r00t", fromEnvironment.RootPassword?.Reveal());
        Assert.Equal(values.Keys.Union(Excluded.SelectMany(group => group.Keys)).Order(), SettingCatalog.All.Select(definition => definition.Option).Order());
    }

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
