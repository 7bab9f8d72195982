using Cake.MySqlReplication.Diagnostics;
using Xunit;

namespace Cake.MySqlReplication.Tests.Diagnostics;

public sealed class StatementErrorsTests
{
    [Theory]
    [InlineData(1777, "Remove gtid_mode from --server-option")]
    [InlineData(1290, "Remove that option")]
    [InlineData(1205, "SHOW FULL PROCESSLIST")]
    [InlineData(1819, "--root-password")]
    [InlineData(4711, "--target=Teardown")]
    public void Every_refusal_has_a_remedy(int number, string remedy) => Assert.Contains(remedy, StatementErrors.Explain(number));

    [Fact]
    public void What_a_server_quotes_from_a_statement_is_left_out_since_it_may_be_a_password()
    {
        const string Message = "You have an error in your SQL syntax; check the manual for the right syntax to use near 'IDENTIFIED BY 'a\nsecret''' at line 1";

        Assert.True(StatementErrors.QuotesStatement(Message));
        Assert.Equal("You have an error in your SQL syntax; check the manual for the right syntax to use", StatementErrors.WithoutStatement(Message));
    }

    [Fact]
    public void Other_words_of_a_server_are_told_in_full()
    {
        const string Message = "Access denied for user 'root'@'localhost' (using password: YES)";

        Assert.False(StatementErrors.QuotesStatement(Message));
        Assert.Equal(Message, StatementErrors.WithoutStatement(Message));
    }
}
