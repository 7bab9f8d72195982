using Cake.MySqlReplication.Engines.Process;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines.Process;

public sealed class ProcessSiteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_again()
    {
        var site = new ProcessSite
        {
            Installation = new ServerInstallation
            {
                Version = new ServerVersion(IsMariaDb: false, new Version(9, 7, 4)), Server = "/opt/bin/mysqld", Origin = "the machine", Clients = "/opt/clients",
                Loader = ["/opt/ld.so", "--library-path"], Variables = new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = "/opt/lib" }, Options = ["--basedir=/opt"],
            },
            Others = new Dictionary<string, ServerInstallation>
            {
                ["slave"] = new() { Version = new ServerVersion(IsMariaDb: true, new Version(11, 8, 6)), Server = "/usr/sbin/mariadbd", Origin = "a bundle" },
            },
            Account = new ServerAccount("nobody", 65534, 65533),
            PrivateFolder = "/var/private",
            KeepsDataPrivate = true,
        };

        site.Write(_folder.Paths.Base);

        Assert.Equivalent(site, ProcessSite.Read(_folder.Paths.Base), strict: true);
        var bare = new ProcessSite { Installation = site.Others["slave"] };
        bare.Write(_folder.Paths.Base);
        Assert.Equivalent(bare, ProcessSite.Read(_folder.Paths.Base), strict: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{ "Installation": 7 }""")]
    public void One_that_is_damaged_is_none(string text)
    {
        _folder.Write(text, "mysql-replication.processes.json");

        Assert.Null(ProcessSite.Read(_folder.Paths.Base));
    }
}
