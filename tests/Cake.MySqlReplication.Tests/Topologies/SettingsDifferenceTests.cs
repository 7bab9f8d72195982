using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class SettingsDifferenceTests
{
    private static readonly ReplicationSettings Started = new() { Replicas = 2, Image = "mysql:8.4", RootPassword = "swordfish", SourcePort = 4406 };

    [Fact]
    public void The_same_settings_do_not_differ() => Assert.Empty(SettingsDifference.Between(Started, Started with { }));

    [Fact]
    public void What_is_left_at_its_default_stays_what_it_was() => Assert.Empty(SettingsDifference.Between(Started, new ReplicationSettings()));

    [Fact]
    public void How_much_is_verified_may_differ_from_one_run_to_the_next() =>
        Assert.Empty(SettingsDifference.Between(Started, Started with { Verify = VerifyLevel.Full }));

    [Fact]
    public void A_default_that_is_given_is_asked_for() =>
        Assert.Equal(
            ["--image: \"mysql:8.4\" then, \"mysql:9.7\" now", "--replicas: 2 then, 1 now"],
            SettingsDifference.Between(Started, SettingsReader.Read(FakeContext.With(
                new Dictionary<string, string> { ["MYSQL_REPLICATION_IMAGE"] = "mysql:9.7" }, "--replicas=1"))));

    [Fact]
    public void A_default_of_code_is_not_asked_for_by_what_the_command_line_says_of_other_settings() =>
        Assert.Empty(SettingsDifference.Between(Started, SettingsReader.Read(FakeContext.With("--sync-timeout=60", "--source-port=4406"))));

    [Fact]
    public void Any_engine_is_one_that_auto_may_have_chosen() =>
        Assert.Empty(SettingsDifference.Between(Started with { Engine = EngineKind.Process }, SettingsReader.Read(FakeContext.With("--engine=auto"))));

    [Fact]
    public void Each_setting_that_differs_is_told_with_both_values() =>
        Assert.Equal(
            ["--image: \"mysql:8.4\" then, \"mysql:9.7.4\" now", "--replicas: 2 then, 3 now", "--source-port: 4406 then, 4407 now"],
            SettingsDifference.Between(Started, Started with { Replicas = 3, Image = "mysql:9.7.4", SourcePort = 4407 }));

    [Fact]
    public void What_was_chosen_by_this_tool_is_told_as_such() =>
        Assert.Equal(["--source-port: chosen then, 4406 now"],
            SettingsDifference.Between(new ReplicationSettings(), new ReplicationSettings { SourcePort = 4406 }));

    [Fact]
    public void Another_password_is_told_without_either()
    {
        var line = Assert.Single(SettingsDifference.Between(Started, Started with { RootPassword = "trout" }));

        Assert.Equal("--root-password: another one was asked for then", line);
    }

    [Fact]
    public void Lists_differ_by_what_is_in_them()
    {
        var started = Started with { ServerOptions = [new ServerOption("max_connections", "50")], ReplicaPorts = [4407, 4408] };

        Assert.Empty(SettingsDifference.Between(
            started, started with { ServerOptions = [new ServerOption("max_connections", "50")], ReplicaPorts = [4407, 4408] }));
        Assert.Contains("--server-option", Assert.Single(SettingsDifference.Between(
            started, started with { ServerOptions = [new ServerOption("max_connections", "60")] })));
        Assert.Contains("--replica-ports", Assert.Single(SettingsDifference.Between(started, started with { ReplicaPorts = [4408, 4407] })));
    }

    [Fact]
    public void What_a_repair_may_do_and_to_which_replica_may_differ() =>
        Assert.Empty(SettingsDifference.Between(Started, Started with { Replica = "slave", Repair = RepairMode.Rebuild }));

    [Fact]
    public void Time_outs_and_the_way_to_write_the_base_folder_may_differ() =>
        Assert.Empty(SettingsDifference.Between(Started, Started with
        {
            StartTimeout = TimeSpan.FromSeconds(5), SyncTimeout = TimeSpan.FromSeconds(5), BaseDirectory = "elsewhere/../here",
        }));
}
