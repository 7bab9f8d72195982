using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class ServerValidationTests
{
    [Fact]
    public void Settings_that_exclude_each_other_are_told_all_at_once()
    {
        var problems = new ReplicationSettings
        {
            Engine = EngineKind.Docker, Server = "/opt/mysqld", ServerArchive = "mysql.tar.xz", ServerVersion = "9.7", Image = "mysql:8.4",
        }.Validate();

        Assert.Contains("engine, server: a Docker engine runs images, not programs of this machine. Leave one of them out.", problems);
        Assert.Contains(problems, problem => problem.StartsWith("image, server-version: ", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("server, server-archive: ", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("server, server-version: ", StringComparison.Ordinal));
        Assert.Equal(4, problems.Count);
    }

    [Fact]
    public void The_default_image_is_an_image_that_is_asked_for_where_it_is_given() => Assert.Contains(
        "image, server-version: ",
        Assert.Throws<MySqlReplicationException>(() => SettingsReader.Read(Fakes.FakeContext.With("--image=mysql:9.7", "--server-version=8.4"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Local_processes_run_no_image() => Assert.StartsWith(
        "engine, image: ",
        Assert.Single(new ReplicationSettings { Engine = EngineKind.Process, Image = "mysql:8.4" }.Validate()),
        StringComparison.Ordinal);

    [Fact]
    public void Without_an_engine_an_image_and_a_program_exclude_each_other() => Assert.StartsWith(
        "image, server: ",
        Assert.Single(new ReplicationSettings { Server = "/opt/mysqld", Image = "mysql:8.4" }.Validate()),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("9.7")]
    [InlineData("8.4.7")]
    [InlineData("mysql-5.6")]
    [InlineData("mariadb-10.11")]
    public void Versions_may_name_their_family(string version) => Assert.Empty(new ReplicationSettings { ServerVersion = version }.Validate());

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("percona-8.0")]
    [InlineData("9")]
    public void What_is_no_version_is_refused(string version) => Assert.StartsWith(
        "server-version: ", Assert.Single(new ReplicationSettings { ServerVersion = version }.Validate()), StringComparison.Ordinal);

    [Fact]
    public void What_a_url_gives_needs_a_checksum() => Assert.StartsWith(
        "server-archive: ",
        Assert.Single(new ReplicationSettings { ServerArchive = "https://example.org/mysql.tar.xz" }.Validate()),
        StringComparison.Ordinal);

    [Fact]
    public void A_file_of_this_machine_needs_none_however_it_is_named() =>
        Assert.Empty(new ReplicationSettings { ServerArchive = "file:///opt/mysql.tar.xz" }.Validate());

    [Theory]
    [InlineData("ftp://example.org/mysql.tar.xz")]
    [InlineData("s3://bucket/mysql.tar.xz")]
    [InlineData("https://")]
    public void An_address_that_nothing_can_be_fetched_from_is_refused(string address) => Assert.StartsWith(
        "server-archive: the address cannot be used.",
        Assert.Single(new ReplicationSettings { ServerArchive = address }.Validate()),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("abc", "mysql.tar.xz")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", null)]
    public void A_checksum_has_64_digits_and_an_archive(string checksum, string? archive) => Assert.StartsWith(
        "server-archive-sha256: ",
        Assert.Single(new ReplicationSettings { ServerArchive = archive, ServerArchiveSha256 = checksum }.Validate()),
        StringComparison.Ordinal);
}
