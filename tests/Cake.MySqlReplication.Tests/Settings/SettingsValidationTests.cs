using Cake.MySqlReplication.Settings;
using Xunit;
using static Cake.MySqlReplication.Tests.Settings.Validation;

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
    [InlineData("")]
    [InlineData("root")]
    [InlineData("a'b")]
    [InlineData("repl\n")]
    [InlineData("seventeen_letters")]
    public void The_replication_account_has_a_name_that_every_server_takes(string user) =>
        Only("replication-user: ", Defaults with { ReplicationUser = user });

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

    [Fact]
    public void All_problems_are_found_at_once() =>
        Assert.Equal(
            ["name", "image", "publish-address", "source-port", "root-password", "sync-timeout", "server-option"],
            new ReplicationSettings
            {
                Name = "", Image = "", PublishAddress = "", SourcePort = 0, RootPassword = "", SyncTimeout = TimeSpan.Zero,
                ServerOptions = [new ServerOption("port")],
            }.Validate().Select(problem => problem.Split(':')[0]));
}
