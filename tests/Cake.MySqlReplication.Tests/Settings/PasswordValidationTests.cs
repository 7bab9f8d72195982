using Cake.MySqlReplication.Settings;
using Xunit;
using static Cake.MySqlReplication.Tests.Settings.Validation;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class PasswordValidationTests
{
    private static readonly ReplicationSettings Defaults = new();

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
}
