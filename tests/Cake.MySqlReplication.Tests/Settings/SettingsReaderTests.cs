using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class SettingsReaderTests
{
    private static readonly Dictionary<string, string> ThreeReplicas = new() { ["MYSQL_REPLICATION_REPLICAS"] = "3" };

    [Fact]
    public void Nothing_given_leaves_what_code_asks_for()
    {
        var basis = new ReplicationSettings { Name = "orders", Replicas = 2 };

        Assert.Equal(basis, SettingsReader.Read(FakeContext.With(), basis));
    }

    [Fact]
    public void Nothing_given_and_nothing_asked_for_gives_the_defaults()
    {
        var settings = SettingsReader.Read(FakeContext.With());

        Assert.Equal("mysql", settings.Name);
        Assert.Equal(1, settings.Replicas);
        Assert.Equal(Positioning.Auto, settings.Positioning);
        Assert.Null(settings.RootPassword);
        Assert.False(settings.SkipDuplicateKeys);
    }

    [Fact]
    public void The_environment_overrides_code() =>
        Assert.Equal(3, SettingsReader.Read(FakeContext.With(ThreeReplicas), new ReplicationSettings { Replicas = 2 }).Replicas);

    [Fact]
    public void The_command_line_overrides_the_environment() =>
        Assert.Equal(4, SettingsReader.Read(FakeContext.With(ThreeReplicas, "--replicas=4"), new ReplicationSettings { Replicas = 2 }).Replicas);

    [Fact]
    public void An_empty_variable_is_one_that_is_not_given() =>
        Assert.Equal(2, SettingsReader.Read(
            FakeContext.With(new Dictionary<string, string> { ["MYSQL_REPLICATION_REPLICAS"] = "" }),
            new ReplicationSettings { Replicas = 2 }).Replicas);

    [Fact]
    public void All_problems_are_told_at_once_and_each_names_where_it_came_from()
    {
        var context = FakeContext.With(
            new Dictionary<string, string> { ["MYSQL_REPLICATION_SOURCE_PORT"] = "high" },
            "--replicas=many", "--positioning=sideways", "--publish-address=localhost", "--start-timeout=0", "--sync-timeout=soon");

        var message = Assert.Throws<MySqlReplicationException>(() => SettingsReader.Read(context)).Message;

        Assert.Contains("--replicas: 'many' is not a whole number. Allowed: 1 to 32.", message);
        Assert.Contains("MYSQL_REPLICATION_SOURCE_PORT: 'high' is not a whole number. Allowed: 1 to 65535.", message);
        Assert.Contains("--positioning: 'sideways' is not one of its values. Allowed: auto, gtid, file.", message);
        Assert.Contains("publish-address: 'localhost' is not an IPv4 address.", message);
        Assert.Contains("start-timeout: 0 seconds is out of range.", message);
        Assert.Contains("--sync-timeout: 'soon' is not a number of seconds.", message);
        Assert.Contains("Nothing was started.", message);
    }

    [Fact]
    public void A_setting_of_one_value_that_is_given_twice_is_a_problem() =>
        Assert.Contains("--name: is given 2 times; it takes one value", MessageOf("--name=a", "--name=b"));

    [Fact]
    public void Every_option_but_a_switch_needs_a_value()
    {
        foreach (var setting in SettingCatalog.All.Where(setting => setting.Values != "true, false"))
        {
            Assert.Contains($"--{setting.Option}: needs a value. Allowed: {setting.Values}.", MessageOf($"--{setting.Option}"), StringComparison.Ordinal);
            Assert.Contains($"--{setting.Option}: needs a value. Allowed: {setting.Values}.", MessageOf($"--{setting.Option}="), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_switch_alone_is_on()
    {
        Assert.True(SettingsReader.Read(FakeContext.With("--skip-duplicate-keys")).SkipDuplicateKeys);
        Assert.True(SettingsReader.Read(FakeContext.With("--skip-duplicate-keys=")).SkipDuplicateKeys);
    }

    [Fact]
    public void What_was_given_makes_no_other_settings_of_the_same_values() =>
        Assert.Equal(new ReplicationSettings(), SettingsReader.Read(FakeContext.With("--name=mysql", "--start-timeout=120")));

    [Theory]
    [InlineData("--root-password=swordfish\u0001")]
    [InlineData("--replication-password=swordfish-and-much-more-than-thirty-two-characters")]
    [InlineData("--root-password=swordfish", "--root-password=swordfish")]
    public void A_password_does_not_appear_in_what_is_said_about_it(params string[] commandLine) =>
        Assert.DoesNotContain("swordfish", MessageOf(commandLine));

    private static string MessageOf(params string[] commandLine) =>
        Assert.Throws<MySqlReplicationException>(() => SettingsReader.Read(FakeContext.With(commandLine))).Message;
}
