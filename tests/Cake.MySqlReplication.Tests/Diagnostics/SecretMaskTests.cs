using Cake.MySqlReplication.Diagnostics;
using Xunit;

namespace Cake.MySqlReplication.Tests.Diagnostics;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("CREATE USER 'u'@'%' IDENTIFIED BY 'hush'", "CREATE USER 'u'@'%' IDENTIFIED ***")]
    [InlineData("ALTER USER u IDENTIFIED WITH 'caching_sha2_password' AS '$A$005$'hu\nsh'", "ALTER USER u IDENTIFIED ***")]
    [InlineData("GRANT USAGE ON *.* TO 'u'@'%' identified by password '*94BDCEBE'", "GRANT USAGE ON *.* TO 'u'@'%' identified ***")]
    [InlineData("SET PASSWORD FOR 'u'@'%' = 'hush'", "SET PASSWORD FOR ***")]
    [InlineData("SET PASSWORD = 'hush'", "SET PASSWORD = ***")]
    [InlineData("SELECT PASSWORD('hush')", "SELECT PASSWORD( ***")]
    public void What_a_statement_says_of_a_password_is_left_out(string text, string masked) => Assert.Equal(masked, SecretMask.Apply(text));

    [Theory]
    [InlineData("Access denied for user 'repl'@'127.0.0.1' (using password: YES)")]
    [InlineData("Duplicate entry 'password' for key 'PRIMARY'")]
    public void Other_words_stay_as_they_are(string text) => Assert.Equal(text, SecretMask.Apply(text));

    [Fact]
    public void A_password_that_is_known_is_found_anywhere() => Assert.Equal("x *** y", SecretMask.Apply("x hush! y", "hush!"));

    [Fact]
    public void Of_one_that_begins_with_another_nothing_is_left() => Assert.Equal("x *** y ***", SecretMask.Apply("x test-9fK2 y test", "test", "test-9fK2"));

    [Fact]
    public void One_that_would_be_found_everywhere_is_not_looked_for() => Assert.Equal("a table", SecretMask.Apply("a table", "a"));
}
