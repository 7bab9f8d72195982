using System.Globalization;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class SecretTests
{
    private static readonly Secret Swordfish = new("swordfish");

    [Fact]
    public void Only_revealing_gives_the_text() => Assert.Equal("swordfish", Swordfish.Reveal());

    [Fact]
    public void It_prints_three_asterisks_however_it_is_printed()
    {
        Assert.Equal("***", Swordfish.ToString());
        Assert.Equal("a *** b", $"a {Swordfish} b");
        Assert.Equal("***", string.Format(CultureInfo.InvariantCulture, "{0}", Swordfish));
        Assert.Equal("***", string.Concat(Swordfish, ""));
    }

    [Fact]
    public void Records_that_hold_it_do_not_print_it()
    {
        var settings = new ReplicationSettings { RootPassword = Swordfish, ReplicationPassword = Swordfish };
        var server = new RunningServer("master", ServerRole.Source, "127.0.0.1", 3307, "root", Swordfish);

        Assert.DoesNotContain("swordfish", settings.ToString());
        Assert.Contains("RootPassword = ***", settings.ToString());
        Assert.DoesNotContain("swordfish", server.ToString());
        Assert.DoesNotContain("swordfish", server.GetMaskedConnectionString());
        Assert.Contains("swordfish", server.GetConnectionString());
    }

    [Fact]
    public void Equal_texts_are_equal_secrets()
    {
        Assert.Equal(new Secret("swordfish"), Swordfish);
        Assert.NotEqual(new Secret("Swordfish"), Swordfish);
    }

    [Fact]
    public void A_generated_one_needs_no_quoting_anywhere_and_is_another_each_time()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => Secret.Generate().Reveal()).ToList();

        Assert.Equal(100, secrets.Distinct().Count());
        Assert.All(secrets, text => Assert.Matches("^[A-Za-z0-9]{24}$", text));
    }
}
