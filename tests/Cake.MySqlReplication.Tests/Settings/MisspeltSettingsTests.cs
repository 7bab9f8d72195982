using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class MisspeltSettingsTests
{
    [Theory]
    [InlineData("replcas", "replicas")]
    [InlineData("Replcias", "replicas")]
    [InlineData("source_port", "source-port")]
    [InlineData("serverversion", "server-version")]
    [InlineData("nmae", "name")]
    [InlineData("imag", "image")]
    public void An_option_that_is_nearly_a_setting_is_told_with_the_one_that_was_meant(string option, string meant) =>
        Assert.Equal([$"--{option} is not a setting; did you mean --{meant}?"], MisspeltSettings.Find([option], []));

    [Theory]
    [InlineData("replicas")]
    [InlineData("REPLICAS")]
    [InlineData("target")]
    [InlineData("verbosity")]
    [InlineData("working")]
    [InlineData("exclusive")]
    [InlineData("dryrun")]
    [InlineData("tree")]
    [InlineData("version")]
    [InlineData("filter")]
    [InlineData("stop")]
    [InlineData("stage")]
    [InlineData("date")]
    [InlineData("configuration")]
    [InlineData("nuget-source")]
    public void Settings_and_what_is_meant_for_somebody_else_are_not_told(string option) => Assert.Empty(MisspeltSettings.Find([option], []));

    [Fact]
    public void Variables_that_are_no_settings_are_told() =>
        Assert.Equal(
            [
                "The environment variable MYSQL_REPLICATION_REPLIKAS is not a setting; did you mean MYSQL_REPLICATION_REPLICAS?",
                "The environment variable MYSQL_REPLICATION_COLOUR is not a setting; --target=Settings lists those that are.",
            ],
            MisspeltSettings.Find([], ["MYSQL_REPLICATION_REPLIKAS", "MYSQL_REPLICATION_COLOUR", "MYSQL_REPLICATION_REPLICAS", "MYSQL_REPLICATION_TEST_IMAGES", "MYSQL_SOURCE_PORT"]));

    [Fact]
    public void They_are_told_once_however_often_the_settings_are_read()
    {
        var context = FakeContext.With("--replicass=3");

        SettingsReader.Read(context);
        SettingsReader.Read(context);

        Assert.Equal(["--replicass is not a setting; did you mean --replicas?"], context.CollectedLog.Lines);
    }
}
