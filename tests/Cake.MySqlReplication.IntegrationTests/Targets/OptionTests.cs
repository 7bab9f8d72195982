using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>Options as Cake's host hands them over.</summary>
public sealed class OptionTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly BuildRun _build;

    public OptionTests() => _build = new BuildRun(_sandbox);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task Options_without_a_value_are_told_all_at_once_and_a_switch_needs_none()
    {
        var error = await _build.FailAsync("VerifySync", "--replicas", "--skip-duplicate-keys", "--server-option", "--root-password", "--start-timeout");

        Assert.Contains("--replicas: needs a value. Allowed: 1 to 32.", error, StringComparison.Ordinal);
        Assert.Contains("--server-option: needs a value.", error, StringComparison.Ordinal);
        Assert.Contains("--root-password: needs a value.", error, StringComparison.Ordinal);
        Assert.Contains("--start-timeout: needs a value.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("skip-duplicate-keys", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_option_is_warned_of_and_the_hosts_own_are_not()
    {
        _build.Environment["MYSQL_REPLICATION_REPLICA_PORT"] = "4407";
        var result = await _build.TargetAsync("PrepareDirs", "--replcas=2", "--replicas=0", "--verbosity=normal", "--exclusive");

        var said = result.Output + result.Errors;
        Assert.Contains("--replcas is not a setting; did you mean --replicas?", said, StringComparison.Ordinal);
        Assert.Contains("MYSQL_REPLICATION_REPLICA_PORT is not a setting; did you mean MYSQL_REPLICATION_REPLICA_PORTS?", said, StringComparison.Ordinal);
        Assert.Equal(2, said.Split("is not a setting").Length - 1);
    }
}
