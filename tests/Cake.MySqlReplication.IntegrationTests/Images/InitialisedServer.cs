using System.IO.Compression;
using System.Text;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Images;

/// <summary>One server that went through a first start with everything that a user can ask for, shared by the tests that only look at it.</summary>
public abstract class InitialisedServer : IAsyncLifetime
{
    public const string Database = "shop_1";
    public const string User = "app";
    public const string UserPassword = "app's own";

    private ImageContainer? container;

    protected InitialisedServer(string name) => Image = ServerImage.Named(name);

    internal ServerImage Image { get; }

    internal ImageContainer Container
    {
        get
        {
            SkipUnlessAvailable();
            return container!;
        }
    }

    /// <summary>Official images of MySQL put a password between quotes as it is.</summary>
    internal string RootPassword => Image.IsOfficial ? "a $b c" : """it's "a \ $b c" üñ%s`""";

    internal bool IsMariaDb => Image.Tag!.Contains("mariadb", StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        if (Image.Tag is null)
            return;
        container = await ImageContainer.StartAsync(
            Image.Tag,
            new Dictionary<string, string>
            {
                ["MYSQL_ROOT_PASSWORD"] = RootPassword,
                ["MYSQL_DATABASE"] = Database,
                ["MYSQL_USER"] = User,
                ["MYSQL_PASSWORD"] = Image.IsOfficial ? UserPassword.Replace("'", "", StringComparison.Ordinal) : UserPassword,
            },
            ["--server-id=5", "--log-bin=binlog"],
            CancellationToken.None,
            files: new Dictionary<string, byte[]>
            {
                ["/etc/mysql/conf.d/own.cnf"] = Encoding.UTF8.GetBytes("[mysqld]\nmax_connections = 77\n"),
                ["/docker-entrypoint-initdb.d/1.sql"] = Encoding.UTF8.GetBytes("CREATE TABLE ran (script VARCHAR(20)); INSERT INTO ran VALUES ('sql');"),
                ["/docker-entrypoint-initdb.d/2.sql.gz"] = Compress("INSERT INTO ran VALUES ('gz');"),
                ["/docker-entrypoint-initdb.d/3.sh"] = Encoding.UTF8.GetBytes("echo \"INSERT INTO $MYSQL_DATABASE.ran VALUES ('sh');\" | docker_process_sql"),
            });
        await container.WaitForGreetingAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (container is not null)
            await container.DisposeAsync();
    }

    internal Task<string> QueryAsync(string sql, CancellationToken cancellationToken) => Container.QueryAsync("root", RootPassword, sql, cancellationToken);

    internal void SkipUnlessAvailable() => Assert.SkipWhen(Image.Tag is null, Image.Obstacle ?? "");

    private static byte[] Compress(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
