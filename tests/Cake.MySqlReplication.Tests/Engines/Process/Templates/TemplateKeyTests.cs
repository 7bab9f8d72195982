using Cake.MySqlReplication.Engines.Process;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Engines.Process.Templates;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines.Process.Templates;

public sealed class TemplateKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mysql-replication-");
    private readonly ServerInstallation _server;

    public TemplateKeyTests()
    {
        var program = Path.Combine(_folder.FullName, "mysqld");
        File.WriteAllText(program, "program");
        _server = new ServerInstallation { Version = ServerVersion.Parse("9.7.4")!, Server = program, Origin = "a test" };
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_same_server_with_the_same_options_has_one_template_which_its_name_tells()
    {
        Assert.Equal(Key(), Key());
        Assert.StartsWith("mysql-9.7.4-", Key(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_may_make_another_data_directory_makes_another_template()
    {
        string[] keys =
        [
            Key(),
            TemplateKey.Of(_server, ["innodb_page_size=8k"], null),
            TemplateKey.Of(_server, [], new ServerAccount("mysql", 27, 27)),
            TemplateKey.Of(_server with { Options = ["--basedir=/usr"] }, [], null),
            TemplateKey.Of(_server with { Version = ServerVersion.Parse("9.7.5")! }, [], null),
        ];

        Assert.Equal(keys.Distinct(), keys);
    }

    [Fact]
    public void A_server_program_that_was_replaced_makes_another_template()
    {
        var before = Key();
        File.WriteAllText(_server.Server, "another program");
        var replaced = Key();
        File.SetLastWriteTimeUtc(_server.Server, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.NotEqual(before, replaced);
        Assert.NotEqual(replaced, Key());
    }

    [Fact]
    public void A_source_and_a_replica_have_the_same_template() =>
        Assert.Equal(
            TemplateKey.Relevant(["server-id = 1", "innodb_redo_log_capacity = 8M", "report_host = master"]),
            TemplateKey.Relevant(["server-id = 2", "innodb_redo_log_capacity = 8M", "report_host = slave", "read-only = ON"]));

    private string Key() => TemplateKey.Of(_server, [], null);
}
