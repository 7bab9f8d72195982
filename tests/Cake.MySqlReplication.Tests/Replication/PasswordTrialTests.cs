using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication;

public sealed class PasswordTrialTests
{
    private static readonly Secret Root = new("it's");
    private static readonly Secret Initial = new("letters");

    [Fact]
    public void A_server_that_was_ready_once_has_the_one_password()
    {
        var trial = Trial(initialised: true);

        trial.Restart();
        Assert.Equal(Root, trial.Current);
        trial.Deny();

        Assert.True(trial.IsOver);
    }

    [Fact]
    public void A_new_server_may_have_either()
    {
        var trial = Trial();

        Assert.Equal(Root, trial.Current);
        trial.Deny();
        Assert.False(trial.IsOver);
        Assert.Equal(Initial, trial.Current);
        trial.Deny();

        Assert.True(trial.IsOver);
    }

    [Fact]
    public void A_denial_before_the_server_went_away_does_not_count()
    {
        var trial = Trial();
        trial.Deny();
        trial.Restart();

        trial.Deny();
        Assert.False(trial.IsOver);
        Assert.Equal(Root, trial.Current);
        trial.Deny();

        Assert.True(trial.IsOver);
    }

    [Fact]
    public void One_password_for_both_is_tried_once()
    {
        var trial = Trial(initial: Root);
        trial.Deny();

        Assert.True(trial.IsOver);
    }

    private static PasswordTrial Trial(bool initialised = false, Secret? initial = null)
    {
        var topology = Some.Topology() with { RootPassword = Root, InitialPassword = initial ?? Initial };
        return new PasswordTrial(topology, topology.Source with { Initialised = initialised });
    }
}
