using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class CopyStatementsTests
{
    [Fact]
    public void A_counter_that_goes_on_while_rows_are_written_makes_no_other_definition()
    {
        const string Before = "CREATE TABLE `t` (\n  `id` int COMMENT ' AUTO_INCREMENT=1'\n) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8";
        Assert.Equal(CopyStatements.WithoutCounter(Before), CopyStatements.WithoutCounter(Before.Replace("=7", "=8", StringComparison.Ordinal)));
        Assert.NotEqual(CopyStatements.WithoutCounter(Before), CopyStatements.WithoutCounter(Before.Replace("=1'", "=2'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ENABLE")]
    [InlineData("DISABLE")]
    [InlineData("DISABLE ON SLAVE")]
    [InlineData("DISABLE ON REPLICA")]
    public void An_event_is_not_executed_on_a_replica(string state)
    {
        var definition = $"CREATE DEFINER=`root`@`%` EVENT `e` ON SCHEDULE EVERY 1 SECOND STARTS '2024-01-01 00:00:00' ON COMPLETION NOT PRESERVE {state} COMMENT 'ENABLE' DO SELECT 1";
        Assert.Contains("NOT PRESERVE DISABLE ON SLAVE COMMENT 'ENABLE' DO", new CopyStatements(Some.MySql56).OnReplica(definition), StringComparison.Ordinal);
        Assert.Contains("NOT PRESERVE DISABLE ON REPLICA COMMENT 'ENABLE' DO", new CopyStatements(Some.MySql97).OnReplica(definition), StringComparison.Ordinal);
        Assert.Contains("NOT PRESERVE DISABLE ON SLAVE COMMENT 'ENABLE' DO", new CopyStatements(Some.MariaDb1011).OnReplica(definition), StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_are_made_by_their_grants_where_the_server_shows_no_other_statement()
    {
        Assert.Null(new CopyStatements(Some.MySql56).ShowCreateAccount("'a'@'b'"));
        Assert.Equal("SHOW CREATE USER 'a'@'b'", new CopyStatements(Some.MySql97).ShowCreateAccount("'a'@'b'"));
        Assert.Equal("SHOW CREATE USER 'a'@'b'", new CopyStatements(Some.MariaDb1011).ShowCreateAccount("'a'@'b'"));
    }

    [Theory]
    [InlineData("InnoDB", true, true)]
    [InlineData("MyISAM", false, true)]
    [InlineData("Aria", false, true)]
    [InlineData("MRG_MYISAM", false, false)]
    [InlineData("BLACKHOLE", false, false)]
    public void Engines_differ_in_what_they_hold(string engine, bool isTransactional, bool holdsRows) =>
        Assert.Equal((isTransactional, holdsRows), (CopyStatements.IsTransactional(engine), CopyStatements.HoldsRows(engine)));
}
