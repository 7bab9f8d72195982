using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class ServerVersionTests
{
    [Theory]
    [InlineData("9.7.4-2", "MySQL 9.7.4")]
    [InlineData("5.6.24-log", "MySQL 5.6.24")]
    [InlineData("8.0.36-28.1", "MySQL 8.0.36")]
    [InlineData("10.11.19-MariaDB-0+deb12u1-log", "MariaDB 10.11.19")]
    [InlineData("5.5.5-10.11.19-MariaDB", "MariaDB 10.11.19")]
    [InlineData("5.5.5-10.11.19-MariaDB-0+deb12u1-log", "MariaDB 10.11.19")]
    [InlineData("mysqld  Ver 8.4.7 for Linux on x86_64 (MySQL Community Server - GPL)", "MySQL 8.4.7")]
    [InlineData("/usr/sbin/mysqld  Ver 9.7.4-2 for Linux on x86_64 ((Debian))", "MySQL 9.7.4")]
    [InlineData("/usr/sbin/mysqld  Ver 5.6.24 for Linux on x86_64 (MySQL Community Server (GPL))", "MySQL 5.6.24")]
    [InlineData("mysqld  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)", "MariaDB 10.11.19")]
    [InlineData("/usr/sbin/mysqld  Ver 15.1 Distrib 10.11.6-MariaDB, for debian-linux-gnu (x86_64)", "MariaDB 10.11.6")]
    [InlineData("mariadbd  Ver 11.8.3-MariaDB-ubu2404 for debian-linux-gnu on x86_64 (mariadb.org binary distribution)", "MariaDB 11.8.3")]
    [InlineData("MYSQL_VERSION=8.4.7-1.el9", "MySQL 8.4.7")]
    [InlineData("MARIADB_VERSION=1:10.11.14+maria~ubu2204-MariaDB", "MariaDB 10.11.14")]
    public void Family_and_number_are_read_from_what_a_server_says_of_itself(string text, string version) =>
        Assert.Equal(version, ServerVersion.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("sh: mysqld: not found")]
    [InlineData("MYSQL_VERSION=8")]
    public void A_text_without_a_version_has_none(string text) => Assert.Null(ServerVersion.Parse(text));
}
