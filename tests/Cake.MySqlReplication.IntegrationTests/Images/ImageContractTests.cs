using System.Diagnostics;
using System.Text;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Images;

/// <summary>What users of the official images rely on, and so what every image that the tests use has to do.</summary>
public abstract class ImageContractTests(InitialisedServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Root_has_the_password_locally_and_from_anywhere()
    {
        Assert.Equal("root@%", await server.QueryAsync("SELECT CURRENT_USER()", Token));
        Assert.Equal("root@localhost", await server.Container.QueryAsync("root", server.RootPassword, "SELECT CURRENT_USER()", Token, "localhost"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Container.QueryAsync("root", "", "SELECT 1", Token));
        Assert.Equal("0", await server.QueryAsync("SELECT COUNT(*) FROM mysql.user WHERE user = ''", Token));
    }

    [Fact]
    public async Task The_user_has_the_database_and_no_other()
    {
        var password = server.Image.IsOfficial ? InitialisedServer.UserPassword.Replace("'", "", StringComparison.Ordinal) : InitialisedServer.UserPassword;
        var grants = await server.Container.QueryAsync(InitialisedServer.User, password, "SHOW GRANTS", Token);
        Assert.Contains("`shop\\_1`.*", grants, StringComparison.Ordinal);
        Assert.DoesNotContain("ALL PRIVILEGES ON *.*", grants, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_after_the_image_and_files_in_conf_d_reach_the_server()
    {
        Assert.Equal("5\t77\t1", await server.QueryAsync("SELECT @@server_id, @@max_connections, @@log_bin", Token));
    }

    [Fact]
    public async Task Initialisation_scripts_of_each_kind_run_in_order()
    {
        var scripts = await server.QueryAsync($"SELECT GROUP_CONCAT(script) FROM {InitialisedServer.Database}.ran", Token);
        Assert.Equal("sql,gz,sh", scripts);
    }

    [Fact]
    public async Task Time_zones_are_loaded_through_the_binary_log_by_MySQL_and_beside_it_by_MariaDB()
    {
        Assert.Equal("2020-07-01 14:00:00", await server.QueryAsync("SELECT CONVERT_TZ('2020-07-01 12:00:00', 'UTC', 'Europe/Berlin')", Token));
        Assert.Equal(!server.IsMariaDb, (await BinaryLogsAsync()).Contains("time_zone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_binary_log_has_the_database_and_not_the_root_account()
    {
        var events = await BinaryLogsAsync();
        Assert.Contains($"CREATE DATABASE IF NOT EXISTS `{InitialisedServer.Database}`", events, StringComparison.Ordinal);
        Assert.DoesNotContain("'root'@", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_start_happens_behind_a_server_without_a_port()
    {
        var log = await server.Container.LogAsync(Token);
        Assert.Matches(@"socket: '[^']+'\s+port: 0\b[\s\S]+init process done\. Ready for start up\.", Reordered(log));
    }

    [Fact]
    public async Task The_server_is_the_first_process_and_not_root()
    {
        var about = await server.Container.ExecAsync(Token, "sh", "-c", "cat /proc/1/comm; stat -c %u /proc/1");
        Assert.Matches(@"^(mysqld|mariadbd)\s+999$", about);
    }

    [Fact]
    public async Task Its_port_and_volume_and_version_are_declared()
    {
        Assert.Contains("3306/tcp", await server.Container.InspectAsync("{{json .Config.ExposedPorts}}", Token), StringComparison.Ordinal);
        Assert.Contains("/var/lib/mysql", await server.Container.InspectAsync("{{json .Config.Volumes}}", Token), StringComparison.Ordinal);
        var version = (await server.QueryAsync("SELECT VERSION()", Token)).Split('-')[0];
        var declared = await server.Container.ExecAsync(Token, "printenv", server.IsMariaDb ? "MARIADB_VERSION" : "MYSQL_VERSION");
        Assert.StartsWith(server.IsMariaDb ? $"1:{version}+maria~" : $"{version}-", declared, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_may_be_another_program_and_the_entrypoint_another_too()
    {
        var tag = AvailableTag();
        Assert.Contains("Ver ", await ImageContainer.DockerAsync(["run", "--rm", tag, "mysqld", "--version"], Token), StringComparison.Ordinal);
        Assert.Contains("Ver ", await ImageContainer.DockerAsync(["run", "--rm", tag, "--version"], Token), StringComparison.Ordinal);
        Assert.Equal("hello", await ImageContainer.DockerAsync(["run", "--rm", tag, "echo", "hello"], Token));
        Assert.Equal("hello", await ImageContainer.DockerAsync(["run", "--rm", "--entrypoint", "sh", tag, "-c", "echo hello"], Token));
    }

    [Fact]
    public async Task Without_a_word_on_the_root_password_it_refuses_to_start()
    {
        var (exitCode, output) = await ImageContainer.RunAsync(["run", "--rm", AvailableTag()], Token);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("password option is not specified", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_account_may_run_it_and_a_stop_is_graceful_and_a_second_start_leaves_the_data_alone()
    {
        await using var container = await ImageContainer.StartAsync(
            AvailableTag(),
            new Dictionary<string, string> { ["MYSQL_ROOT_PASSWORD_FILE"] = "/run/root-password", ["MYSQL_INITDB_SKIP_TZINFO"] = "1" },
            [],
            Token,
            ["--user", "1234:1234"],
            new Dictionary<string, byte[]> { ["/run/root-password"] = Encoding.UTF8.GetBytes("from a file") });
        await container.WaitForGreetingAsync(Token);
        Assert.Equal("0", await container.QueryAsync("root", "from a file", "SELECT COUNT(*) FROM mysql.time_zone_name", Token));
        Assert.Equal("1234", await container.ExecAsync(Token, "stat", "-c", "%u", "/proc/1"));
        await container.QueryAsync("root", "from a file", "CREATE DATABASE kept", Token);

        var watch = Stopwatch.StartNew();
        await ImageContainer.DockerAsync(["stop", "--time", "60", container.Name], Token);
        Assert.Equal("0", await container.InspectAsync("{{.State.ExitCode}}", Token));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));

        await ImageContainer.DockerAsync(["start", container.Name], Token);
        await container.WaitForGreetingAsync(Token);
        Assert.Equal("kept", await container.QueryAsync("root", "from a file", "SHOW DATABASES LIKE 'kept'", Token));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(await container.LogAsync(Token), "init process done"));
    }

    [Fact]
    public async Task A_random_root_password_is_told_and_the_root_host_is_kept()
    {
        await using var container = await ImageContainer.StartAsync(
            AvailableTag(),
            new Dictionary<string, string> { ["MYSQL_RANDOM_ROOT_PASSWORD"] = "1", ["MYSQL_ROOT_HOST"] = "127.0.0.%", ["MYSQL_INITDB_SKIP_TZINFO"] = "1" },
            [],
            Token);
        await container.WaitForGreetingAsync(Token);
        const string Announcement = "GENERATED ROOT PASSWORD: ";
        var line = (await container.LogAsync(Token)).Split('\n').Single(each => each.Contains(Announcement, StringComparison.Ordinal));
        var password = line[(line.IndexOf(Announcement, StringComparison.Ordinal) + Announcement.Length)..].Trim();
        const string Hosts = "SELECT GROUP_CONCAT(host ORDER BY host) FROM mysql.user WHERE user = 'root'";
        Assert.Equal("127.0.0.%,localhost", await container.QueryAsync("root", password, Hosts, Token, "localhost"));
    }

    [Fact]
    public async Task An_empty_root_password_is_allowed_when_asked_for()
    {
        await using var container = await ImageContainer.StartAsync(
            AvailableTag(),
            new Dictionary<string, string> { ["MYSQL_ALLOW_EMPTY_PASSWORD"] = "yes", ["MYSQL_INITDB_SKIP_TZINFO"] = "1" },
            [],
            Token);
        await container.WaitForGreetingAsync(Token);
        Assert.Equal("root@%", await container.QueryAsync("root", "", "SELECT CURRENT_USER()", Token));
    }

    private string AvailableTag()
    {
        server.SkipUnlessAvailable();
        return server.Image.Tag!;
    }

    private async Task<string> BinaryLogsAsync()
    {
        var all = new StringBuilder();
        foreach (var line in (await server.QueryAsync("SHOW BINARY LOGS", Token)).Split('\n'))
            all.AppendLine(await server.QueryAsync($"SHOW BINLOG EVENTS IN '{line.Split('\t')[0]}'", Token));
        return all.ToString();
    }

    /// <summary>The client writes the container's two streams one after the other: the server's own messages first.</summary>
    private static string Reordered(string log)
    {
        var lines = log.Split('\n');
        return string.Join('\n', lines.OrderBy(line => line.Contains("[Entrypoint]", StringComparison.Ordinal)));
    }
}
