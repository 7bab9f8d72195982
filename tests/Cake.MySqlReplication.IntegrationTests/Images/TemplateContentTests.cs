using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Images;

/// <summary>A server that starts on a copy is like one that its image's own entrypoint initialised.</summary>
public sealed class TemplateContentTests : IAsyncDisposable
{
    private const string TimeZones = "SELECT COUNT(*) FROM mysql.time_zone_name";

    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(TestServer.All), MemberType = typeof(TestServer))]
    public async Task A_server_from_a_template_has_the_accounts_privileges_and_time_zones_that_the_entrypoint_makes(string server)
    {
        var image = TestServer.ImageOrSkip(server);
        var (copy, password) = await StartReplicaAsync(image);
        await using var own = await ImageContainer.StartAsync(image, new Dictionary<string, string> { ["MYSQL_ROOT_PASSWORD"] = password }, [], Token);
        await own.WaitForGreetingAsync(Token);

        var accounts = await AskAsync(own.Name, password, "SELECT CONCAT(QUOTE(user), '@', QUOTE(host)) FROM mysql.user ORDER BY 1");
        string[] questions =
        [
            "SELECT user, host, plugin, password_expired FROM mysql.user ORDER BY user, host",
            "CHECKSUM TABLE mysql.time_zone, mysql.time_zone_name, mysql.time_zone_transition, mysql.time_zone_transition_type, mysql.time_zone_leap_second",
            "SELECT user, host, db FROM mysql.db",
            "SHOW DATABASES",
            .. accounts.Split('\n').Select(account => $"SHOW GRANTS FOR {account}"),
        ];

        Assert.NotEqual("0", await AskAsync(copy, password, TimeZones));
        foreach (var question in questions)
            Assert.Equal(await AskAsync(own.Name, password, question), await AskAsync(copy, password, question));
    }

    [Fact]
    public async Task An_image_that_skips_time_zones_has_none_in_its_template()
    {
        await using var image = await DerivedImage.OfAsync(TestServer.MySql97, changes: "ENV MYSQL_INITDB_SKIP_TZINFO=1");

        Assert.Equal("0", await AskReplicaAsync(image, TimeZones));
    }

    [Fact]
    public async Task An_entrypoint_that_is_not_the_official_one_does_all_of_the_initialising()
    {
        await using var image = await DerivedImage.WithFileAsync(
            TestServer.MySql97, "/opt/docker-entrypoint.sh", "#!/bin/sh\nset -e\nMYSQL_DATABASE=baked exec /usr/local/bin/docker-entrypoint.sh \"$@\"\n");

        Assert.Equal("baked", await AskReplicaAsync(image, "SHOW DATABASES LIKE 'baked'"));
    }

    [Fact]
    public async Task An_initial_file_of_the_image_is_read_when_its_template_is_made()
    {
        await using var image = await DerivedImage.WithFileAsync(
            TestServer.MySql97, "/opt/first.sql", "CREATE DATABASE IF NOT EXISTS baked;\n", "CMD [\"mysqld\", \"--init-file=/opt/first.sql\"]");

        Assert.Equal("baked", await AskReplicaAsync(image, "SHOW DATABASES LIKE 'baked'"));
    }

    [Fact]
    public async Task What_a_server_refuses_while_it_initialises_is_done_by_the_entrypoint()
    {
        // An error where there is an initial file, which a temporary server has none of.
        const string Zones = "INSERT INTO time_zone_name SELECT 'Mars', IF(@@init_file IS NULL, 1, (SELECT 1 UNION SELECT 2));";
        await using var image = await DerivedImage.WithFileAsync(TestServer.MySql97, "/opt/mysql_tzinfo_to_sql", $"#!/bin/sh\necho \"{Zones}\"\n");

        Assert.Equal("1", await AskReplicaAsync(image, TimeZones));
    }

    /// <returns>A replica's container, which nothing was replicated to yet, and the password of its root.</returns>
    private async Task<(string Container, string Password)> StartReplicaAsync(string image)
    {
        var topology = _sandbox.Open(_sandbox.Settings(image));
        await topology.PrepareAsync(Token);
        await topology.StartAllAsync(Token);
        var container = $"{_sandbox.Name}_slave";
        Assert.StartsWith("cake-mysql-replication/template:", (await DockerProbe.InspectAsync(container)).GetProperty("Config").GetProperty("Image").GetString(), StringComparison.Ordinal);
        return (container, topology.Servers[0].Password.Reveal());
    }

    private async Task<string> AskReplicaAsync(DerivedImage image, string sql)
    {
        var (container, password) = await StartReplicaAsync(image.Tag);
        var answer = await AskAsync(container, password, sql);
        // What runs from an image's template keeps it from being removed.
        await _sandbox.Open(_sandbox.Settings(image.Tag)).TeardownAsync(Token);
        return answer;
    }

    private static Task<string> AskAsync(string container, string password, string sql) => ImageContainer.DockerAsync(
        ["exec", "--env", "MYSQL_PWD", container, "mysql", "--user=root", "-N", "-B", "-r", "-e", sql],
        Token,
        new Dictionary<string, string> { ["MYSQL_PWD"] = password });

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
