using Cake.MySqlReplication.Engines.Process.Installations;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines.Process.Installations;

public sealed class WantedServerTests
{
    [Theory]
    [InlineData("9.7", "MySQL 9.7", "mysql-9.7")]
    [InlineData("mysql-8.4", "MySQL 8.4", "mysql-8.4")]
    [InlineData("MySQL 8.0.36", "MySQL 8.0.36", "mysql-8.0.36")]
    [InlineData("mariadb-10.11", "MariaDB 10.11", "mariadb-10.11")]
    [InlineData("mariadb:11.8", "MariaDB 11.8", "mariadb-11.8")]
    [InlineData("mysql", "MySQL", "mysql-9.7")]
    [InlineData("mariadb", "MariaDB", "mariadb")]
    [InlineData(null, "MySQL", "mysql-9.7")]
    [InlineData(" ", "MySQL", "mysql-9.7")]
    public void Family_and_version_are_read(string? text, string name, string key)
    {
        var wanted = WantedServer.Parse(text);

        Assert.Equal(name, wanted.ToString());
        Assert.Equal(key, wanted.Key);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("9.")]
    [InlineData("9.7.4.1")]
    [InlineData("percona-8.0")]
    [InlineData("../9.7")]
    [InlineData("99999999999")]
    public void What_is_no_version_is_refused(string text) =>
        Assert.Contains("--server-version", Assert.Throws<MySqlReplicationException>(() => WantedServer.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_version_of_MariaDB_without_its_family_is_refused_with_what_to_write() =>
        Assert.Contains(
            "--server-version=mariadb-10.11",
            Assert.Throws<MySqlReplicationException>(() => WantedServer.Parse("10.11")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("9.7", "9.7.4", true)]
    [InlineData("9", "9.7.4", true)]
    [InlineData("9.7", "9.70.4", false)]
    [InlineData("9.7", "8.4.6", false)]
    [InlineData("9.7.3", "9.7.4", false)]
    [InlineData("mariadb-10.11", "10.11.6-MariaDB", true)]
    [InlineData("mariadb-10", "10.11.6", false)]
    [InlineData(null, "5.6.24", true)]
    [InlineData(null, "10.11.6-MariaDB", false)]
    public void Only_the_parts_that_were_asked_for_count(string? asked, string version, bool accepted) =>
        Assert.Equal(accepted, WantedServer.Parse(asked).Accepts(ServerVersion.Parse(version)!));

    [Theory]
    [InlineData(null, "9.7.4 9.7.3 26.1.0 8.4.6")]
    [InlineData("mysql", "9.7.4 9.7.3 26.1.0 8.4.6")]
    [InlineData("8", "8.4.6")]
    [InlineData("mariadb", "11.8.2 10.11.6")]
    public void The_long_term_release_comes_first_and_then_the_newest(string? asked, string expected)
    {
        string[] there = ["8.4.6", "10.11.6-MariaDB", "9.7.3", "26.1.0", "9.7.4", "11.8.2-MariaDB"];

        var chosen = WantedServer.Parse(asked).Choose(there, text => ServerVersion.Parse(text)!);

        Assert.Equal(expected, string.Join(' ', chosen).Replace("-MariaDB", "", StringComparison.Ordinal));
    }
}
