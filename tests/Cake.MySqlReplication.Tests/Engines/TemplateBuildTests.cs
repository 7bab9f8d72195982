using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Tests.Standins;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

/// <summary>An engine that several users have, each with locks of his own.</summary>
public sealed class TemplateBuildTests : IDisposable
{
    private const string Prefix = "cake-mysql-replication-template-";
    private const string Label = "cake-mysql-replication.template-owner=";

    private readonly FakeDocker _docker = new(output: "", errors: "Conflict. The container name is already in use by container 1234\n", exitCode: 1);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TemplateLocks Ours => new(_folder["ours"]);

    private TemplateLocks Theirs => new(_folder["theirs"]);

    public void Dispose()
    {
        _docker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Locks_in_one_folder_are_one_owners_and_those_of_others_are_anothers()
    {
        Assert.Equal(Ours.Owner, Ours.Owner);
        Assert.NotEqual(Ours.Owner, Theirs.Owner);
        Assert.Matches("^[0-9a-f]{12}$", Ours.Owner);
    }

    [Fact]
    public async Task Each_user_makes_a_template_in_a_container_of_his_own_and_removes_no_other()
    {
        await MakeAsync(Ours);
        var (ours, theirs) = ($"{Prefix}{Ours.Owner}-0123", $"{Prefix}{Theirs.Owner}-0123");
        var count = _docker.Calls.Length;
        await MakeAsync(Theirs);

        Assert.Contains(_docker.Calls[..count], call => call.StartsWith("run ", StringComparison.Ordinal) && call.Contains(ours, StringComparison.Ordinal) && call.Contains(Label + Ours.Owner, StringComparison.Ordinal));
        Assert.Contains(_docker.Calls[..count], call => call.StartsWith("rm ", StringComparison.Ordinal) && call.Contains(ours, StringComparison.Ordinal));
        Assert.All(_docker.Calls[count..].Where(call => !IsListing(call)), call => Assert.Contains(theirs, call, StringComparison.Ordinal));
        Assert.All(_docker.Calls[count..], call => Assert.DoesNotContain(ours, call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_the_users_own_leftovers_those_go_that_no_build_is_at()
    {
        var (left, atWork) = ($"{Prefix}{Ours.Owner}-0123", $"{Prefix}{Ours.Owner}-4567");
        _docker.Answer("ps", "--all", $"{left}\n{atWork}\n{Prefix}of-my-own\n");
        using var build = Ours.TryTake("4567");

        await TemplateBuild.RemoveLeftoversAsync(new DockerCli(_docker.Context), Ours, Cancellation);

        Assert.Contains($"--filter label={Label}{Ours.Owner} ", _docker.Calls[0], StringComparison.Ordinal);
        Assert.EndsWith(" " + left, Assert.Single(_docker.Calls[1..]), StringComparison.Ordinal);
    }

    private static bool IsListing(string call) => call.StartsWith("ps ", StringComparison.Ordinal) || call.StartsWith("network ls ", StringComparison.Ordinal);

    private async Task MakeAsync(TemplateLocks locks)
    {
        var image = DockerImage.Parse("""{"Id":"sha256:1","RepoTags":[],"Created":"2020-01-01T00:00:00Z","Config":{} }""");
        var recipe = new TemplateRecipe(image, "cake-mysql-replication/template:mysql-9.7-0123", "0123", ["-c", "true"]);
        var (template, _) = await new TemplateBuild(new DockerCli(_docker.Context), recipe, "mysql:9.7", new TopologyId("shop", _folder.Paths.Base), TimeSpan.FromSeconds(60), locks)
            .RunAsync(Cancellation);
        Assert.Null(template);
    }
}
