using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Tests.Standins;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class DockerTemplatesTests : IDisposable
{
    private const string Repository = "cake-mysql-replication/template";

    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    // What is not answered below fails.
    private readonly FakeDocker _docker = new(errors: "Error response from daemon: conflict: it is used by a container\n", exitCode: 1);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _docker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Those_go_that_were_not_used_for_long_and_those_beyond_the_size_the_oldest_first()
    {
        Have(("a", 1, 100), ("b", 2, 100), ("c", 3, 100), ("d", 29, 1), ("e", 31, 1));

        // A and b fill it; d is small, but c is not there any more when it is its turn.
        Assert.Equal(["c", "e"], await RemovedAsync(new CacheLimits(TimeSpan.FromDays(30), 250 * 1024)));
    }

    [Fact]
    public async Task One_that_a_container_uses_stays()
    {
        Have(("a", 31, 100), ("used", 31, 100));

        Assert.Equal(["a"], await RemovedAsync(new CacheLimits(TimeSpan.FromDays(30), long.MaxValue)));
        Assert.Contains($"rmi {Repository}:used", _docker.Calls);
        Assert.DoesNotContain(_docker.Calls, call => call.Contains("--force", StringComparison.Ordinal) && call.Contains("rmi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Images_that_users_made_of_a_template_are_theirs()
    {
        _docker.Answer("ps", "--all", "");
        _docker.Answer("image", "ls", "sha256:1\n");
        _docker.Answer("image", "inspect", Json("1", "shop/database:1", 31, 100));
        _docker.Answer("rmi", "shop/database:1", "");

        Assert.Empty(await CleanAsync(new CacheLimits(TimeSpan.Zero, 0)));
    }

    private void Have(params (string Tag, int Days, int Kilobytes)[] templates)
    {
        _docker.Answer("ps", "--all", "");
        _docker.Answer("image", "ls", string.Concat(templates.Select(template => $"sha256:{template.Tag}\n")));
        _docker.Answer("image", "inspect", string.Concat(templates.Select(template => Json(template.Tag, $"{Repository}:{template.Tag}", template.Days, template.Kilobytes))));
        foreach (var (tag, _, _) in templates.Where(template => template.Tag != "used"))
            _docker.Answer("rmi", $"{Repository}:{tag}", "");
    }

    private static string Json(string id, string name, int days, int kilobytes) => $$$"""
        {"Id":"sha256:{{{id}}}","RepoTags":["{{{name}}}"],"Created":"2020-01-01T00:00:00Z","Metadata":{"LastTagTime":"{{{Now.AddDays(-days):O}}}"},"Config":{"Labels":{"cake-mysql-replication.template":"mysql:9.7","cake-mysql-replication.kilobytes":"{{{kilobytes}}}"} } }

        """;

    private async Task<string[]> RemovedAsync(CacheLimits limits) => [.. (await CleanAsync(limits)).Select(item => item.Name.Split(':')[^1])];

    private Task<IReadOnlyList<RemovedCacheItem>> CleanAsync(CacheLimits limits)
    {
        var client = new DockerCli(_docker.Context);
        return new DockerTemplates(client, new DockerImages(client, _docker.Log), _docker.Log, new FakeTimeProvider(Now), new TemplateLocks(_folder["locks"])).CleanAsync(limits, Cancellation);
    }
}
