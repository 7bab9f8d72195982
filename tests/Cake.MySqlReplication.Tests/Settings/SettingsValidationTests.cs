using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class SettingsValidationTests
{
    private static readonly ReplicationSettings Defaults = new();

    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Defaults.Validate());

    [Theory]
    [InlineData("a")]
    [InlineData("Orders-2_x.y")]
    [InlineData("0123456789012345678901234567890123456789")]
    public void A_name_can_name_containers(string name) => Assert.Empty((Defaults with { Name = name }).Validate());

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData(".x")]
    [InlineData("two words")]
    [InlineData("../up")]
    [InlineData("mysql\n")]
    [InlineData("örders")]
    [InlineData("01234567890123456789012345678901234567890")]
    public void A_name_that_cannot_is_a_problem(string name) => Only("name: ", Defaults with { Name = name });

    [Theory]
    [InlineData("/srv/my data")]
    [InlineData("relative/folder")]
    [InlineData("C:\\data")]
    public void A_base_folder_is_a_path(string folder) => Assert.Empty((Defaults with { BaseDirectory = folder }).Validate());

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("/srv/a,b")]
    [InlineData("/srv/a\"b")]
    [InlineData("/srv/a\nb")]
    public void A_base_folder_that_cannot_be_mounted_is_a_problem(string folder) => Only("base: ", Defaults with { BaseDirectory = folder });

    [Theory]
    [InlineData("mysql")]
    [InlineData("mysql:5.6")]
    [InlineData("registry.example:5000/team/mysql-server:8.4.7")]
    [InlineData("mysql@sha256:9d5f2b0a")]
    public void An_image_is_a_reference(string image) => Assert.Empty((Defaults with { Image = image }).Validate());

    [Theory]
    [InlineData("")]
    [InlineData("--privileged")]
    [InlineData("mysql 8.4")]
    [InlineData("mysql;ls")]
    [InlineData("mysql\n")]
    public void An_image_that_is_no_reference_is_a_problem(string image) => Only("image: ", Defaults with { Image = image });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(33)]
    [InlineData(int.MaxValue)]
    public void Replicas_number_from_1_to_32(int replicas)
    {
        Only("replicas: ", Defaults with { Replicas = replicas });
        Assert.Empty((Defaults with { Replicas = 1 }).Validate());
        Assert.Empty((Defaults with { Replicas = 32 }).Validate());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Ports_are_from_1_to_65535(int port)
    {
        Only("source-port: ", Defaults with { SourcePort = port, ReplicaPorts = [4407] });
        Only("replica-ports: ", Defaults with { SourcePort = 4406, ReplicaPorts = [port] });
        Assert.Empty((Defaults with { SourcePort = 1, ReplicaPorts = [65535] }).Validate());
    }

    [Fact]
    public void Every_bad_replica_port_is_told()
    {
        var problems = (Defaults with { Replicas = 2, ReplicaPorts = [70000, 80000] }).Validate();

        Assert.Equal(2, problems.Count);
        Assert.Contains("70000", problems[0]);
        Assert.Contains("80000", problems[1]);
    }

    [Fact]
    public void A_port_serves_one_server()
    {
        Assert.Contains("4406 is given 2 times", Only("source-port, replica-ports: ", Defaults with { SourcePort = 4406, ReplicaPorts = [4406] }));
        Assert.Contains("4407 is given 2 times", Only("source-port, replica-ports: ", Defaults with { Replicas = 2, ReplicaPorts = [4407, 4407] }));
    }

    [Theory]
    [InlineData(1, new[] { 4407, 4408 })]
    [InlineData(3, new[] { 4407, 4408 })]
    public void Replica_ports_are_given_for_each_replica_or_none(int replicas, int[] ports) =>
        Assert.Contains($"2 given for {replicas} replicas", Only("replica-ports: ", Defaults with { Replicas = replicas, ReplicaPorts = ports }));

    [Theory]
    [InlineData("localhost")]
    [InlineData("::1")]
    [InlineData("300.1.1.1")]
    [InlineData("")]
    public void Ports_are_published_on_an_IPv4_address(string address) => Only("publish-address: ", Defaults with { PublishAddress = address });

    [Theory]
    [InlineData("")]
    [InlineData("root")]
    [InlineData("a'b")]
    [InlineData("repl\n")]
    [InlineData("seventeen_letters")]
    public void The_replication_account_has_a_name_that_every_server_takes(string user) =>
        Only("replication-user: ", Defaults with { ReplicationUser = user });

    [Theory]
    [InlineData("it's")]
    [InlineData("back\\slash")]
    [InlineData("\"quoted\" `so` $HOME #1 ; x")]
    [InlineData("pässwörd ☃")]
    public void Passwords_may_hold_quotes_and_backslashes(string password) =>
        Assert.Empty((Defaults with { RootPassword = password, ReplicationPassword = password }).Validate());

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("tab\there")]
    [InlineData("nul\0")]
    public void Passwords_are_not_empty_and_hold_no_control_characters(string password)
    {
        Only("root-password: ", Defaults with { RootPassword = password });
        Only("replication-password: ", Defaults with { ReplicationPassword = password });
    }

    [Fact]
    public void The_replication_password_has_the_32_characters_that_servers_store()
    {
        Assert.Empty((Defaults with { ReplicationPassword = new string('x', 32) }).Validate());
        Only("replication-password: ", Defaults with { ReplicationPassword = new string('x', 33) });
        Assert.Empty((Defaults with { RootPassword = new string('x', 33) }).Validate());
    }

    [Theory]
    [InlineData(0.999)]
    [InlineData(-5)]
    [InlineData(3600.001)]
    public void Waits_last_from_a_second_to_an_hour(double seconds)
    {
        Only("start-timeout: ", Defaults with { StartTimeout = TimeSpan.FromSeconds(seconds) });
        Only("sync-timeout: ", Defaults with { SyncTimeout = TimeSpan.FromSeconds(seconds) });
        Assert.Empty((Defaults with { StartTimeout = TimeSpan.FromSeconds(1), SyncTimeout = TimeSpan.FromHours(1) }).Validate());
    }

    [Theory]
    [InlineData("server-id=7")]
    [InlineData("SERVER_ID=7")]
    [InlineData("port=3306")]
    [InlineData("datadir=/data")]
    [InlineData("socket=/tmp/s")]
    [InlineData("log-bin=x")]
    [InlineData("slave:user=root")]
    public void What_this_tool_sets_for_each_server_cannot_be_given(string option) => Only("server-option: ", WithOption(option));

    [Theory]
    [InlineData("=5")]
    [InlineData("[mysqld]")]
    [InlineData("two words=5")]
    [InlineData("!include=x")]
    public void An_option_has_a_name(string option) => Only("server-option: ", WithOption(option));

    [Fact]
    public void An_option_is_one_line()
    {
        Only("server-option: ", Defaults with { ServerOptions = [new ServerOption("x", "1\nserver-id=9")] });
        Only("server-option: ", Defaults with { ServerOptions = [new ServerOption("x\n", "1")] });
    }

    [Fact]
    public void An_option_is_for_a_server_that_there_is()
    {
        Assert.Empty(WithOption("slave:max_connections=5").Validate());
        Assert.Empty((WithOption("slave2:max_connections=5") with { Replicas = 2 }).Validate());
        Assert.Contains("Servers: master, slave.", Only("server-option: ", WithOption("slave2:max_connections=5")));
    }

    [Fact]
    public void All_problems_are_found_at_once() =>
        Assert.Equal(
            ["name", "image", "publish-address", "source-port", "root-password", "sync-timeout", "server-option"],
            new ReplicationSettings
            {
                Name = "", Image = "", PublishAddress = "", SourcePort = 0, RootPassword = "", SyncTimeout = TimeSpan.Zero,
                ServerOptions = [new ServerOption("port")],
            }.Validate().Select(problem => problem.Split(':')[0]));

    private static ReplicationSettings WithOption(string option) => Defaults with { ServerOptions = [ServerOption.Parse(option)] };

    private static string Only(string beginning, ReplicationSettings settings)
    {
        var problem = Assert.Single(settings.Validate());
        Assert.StartsWith(beginning, problem, StringComparison.Ordinal);
        return problem;
    }
}
