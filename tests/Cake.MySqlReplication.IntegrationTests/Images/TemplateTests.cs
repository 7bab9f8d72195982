using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.IntegrationTests.Targets;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Images;

/// <summary>Servers in containers start on copies of a data directory that was initialised once.</summary>
public sealed class TemplateTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task Two_builds_at_once_and_a_later_one_share_a_template_and_no_two_servers_an_identity()
    {
        await using var image = await DerivedImage.OfAsync(TestServer.Quickest);
        await using var other = new Sandbox();
        var both = await Task.WhenAll(
            _sandbox.StartAsync(Sandbox.WithOwnPorts(_sandbox.Settings(image.Tag))),
            other.StartAsync(Sandbox.WithOwnPorts(other.Settings(image.Tag))));
        var template = Assert.Single(await image.TemplatesAsync());
        Assert.Empty(await image.MakersAsync());
        var made = (await DockerProbe.InspectAsync(template)).GetProperty("Id").GetString();

        await other.Open(other.Settings(image.Tag)).TeardownAsync(Token);
        var later = await other.StartAsync(Sandbox.WithOwnPorts(other.Settings(image.Tag)));

        Assert.Equal(made, (await DockerProbe.InspectAsync(Assert.Single(await image.TemplatesAsync()))).GetProperty("Id").GetString());
        Assert.Equal(made, (await DockerProbe.InspectAsync($"{other.Name}_slave")).GetProperty("Image").GetString());
        var identities = await Task.WhenAll(both[0].Servers.Concat(later.Servers).Select(server => Client.ScalarAsync(server, "SELECT @@server_uuid")));
        Assert.Equal(4, identities.Distinct().Count());
        await both[0].TeardownAsync(Token);
        await later.TeardownAsync(Token);
    }

    [Theory]
    [MemberData(nameof(TestServer.All), MemberType = typeof(TestServer))]
    public async Task A_template_holds_no_identity_no_key_and_no_password_that_anybody_knows(string server)
    {
        var topology = _sandbox.Open(_sandbox.Settings(TestServer.ImageOrSkip(server)));
        await topology.PrepareAsync(Token);
        await topology.StartAllAsync(Token);
        var template = (await DockerProbe.InspectAsync($"{_sandbox.Name}_slave")).GetProperty("Config").GetProperty("Image").GetString()!;
        Assert.StartsWith("cake-mysql-replication/template:", template, StringComparison.Ordinal);

        var files = await DockerProbe.LinesAsync("run", "--rm", "--entrypoint", "ls", template, "-A", "/mysql-replication/data", "/docker-entrypoint-initdb.d");
        Assert.Contains("mysql", files);
        Assert.Equal(["data", "start"], await DockerProbe.LinesAsync("run", "--rm", "--entrypoint", "ls", template, "-A", "/mysql-replication"));
        Assert.DoesNotContain(files, file => file == "auto.cnf" || file.EndsWith(".pem", StringComparison.Ordinal));
        await using var unborn = await ImageContainer.StartAsync(template, new Dictionary<string, string>(), [], Token, ["--entrypoint", "sh", "--interactive"]);
        Assert.DoesNotContain(topology.Servers[0].Password.Reveal(), (await DockerProbe.InspectAsync(template)).GetRawText(), StringComparison.Ordinal);
        // As the template has it, before any password is given: neither none nor that of another topology is right.
        await ImageContainer.DockerAsync(
            ["exec", unborn.Name, "sh", "-c", "cp -a /mysql-replication/data/. /var/lib/mysql && ($(command -v mysqld mariadbd | head -n 1) --user=mysql > /dev/null 2>&1 &)"], Token);
        await unborn.WaitForGreetingAsync(Token);
        foreach (var password in new[] { "", topology.Servers[0].Password.Reveal() })
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => unborn.QueryAsync("root", password, "SELECT 1", Token));
    }

    [Fact]
    public async Task Scripts_of_an_image_run_once_on_the_source_which_needs_its_own_entrypoint()
    {
        await using var image = await DerivedImage.OfAsync(TestServer.Quickest, "CREATE DATABASE baked; CREATE TABLE baked.t (id INT PRIMARY KEY); INSERT INTO baked.t VALUES (7);");

        var topology = await _sandbox.StartAsync(_sandbox.Settings(image.Tag));

        foreach (var server in topology.Servers)
            Assert.Equal("7", await Client.ScalarAsync(server, "SELECT GROUP_CONCAT(id) FROM baked.t"));
        Assert.Equal(image.Tag, (await DockerProbe.InspectAsync($"{_sandbox.Name}_master")).GetProperty("Config").GetProperty("Image").GetString());
        Assert.Equal(Assert.Single(await image.TemplatesAsync()), (await DockerProbe.InspectAsync($"{_sandbox.Name}_slave")).GetProperty("Config").GetProperty("Image").GetString());
        await topology.TeardownAsync(Token);
    }

    [Fact]
    public async Task An_image_of_which_a_copy_will_not_do_initialises_itself_and_the_log_says_why()
    {
        await using var image = await DerivedImage.OfAsync(TestServer.Quickest, changes: "ENV MYSQL_INITDB_SKIP_TZINFO=1 MYSQL_USER=shopkeeper");

        var topology = await _sandbox.StartAsync(_sandbox.Settings(image.Tag));

        Assert.Contains("it sets MYSQL_USER", _sandbox.Context.LogText, StringComparison.Ordinal);
        Assert.Empty(await image.TemplatesAsync());
        await topology.TeardownAsync(Token);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task A_build_that_is_ended_while_it_makes_a_template_leaves_nothing_after_a_teardown(string signal)
    {
        await Interrupt.SkipWhereIgnoredAsync(signal);
        await using var image = await DerivedImage.OfAsync(TestServer.Quickest);
        var build = new BuildRun(_sandbox);
        using (var process = build.Start("VerifySync", "--engine=docker", $"--image={image.Tag}"))
        {
            while ((await image.MakersAsync()).Length == 0)
                Assert.False(process.HasExited, "it ended before it made a template");
            await Command.RunAsync("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)], _sandbox.Folder, cancellationToken: Token);
            await Command.EndAsync(process, Token);
        }

        await build.SucceedAsync("Teardown");

        Assert.Empty(await image.MakersAsync());
        Assert.Empty(await image.TemplatesAsync());
        await _sandbox.AssertNothingIsLeftAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
