using System.Text.RegularExpressions;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Consumers;

/// <summary>The shell commands of docs/ci.md, run as they stand there.</summary>
public sealed partial class ShellSnippetTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly Dictionary<string, string?> _variables;

    public ShellSnippetTests()
    {
        var place = TestPlace.QuickestProcess;
        Assert.SkipWhen(place.Obstacle is not null, place.Obstacle ?? "");
        _variables = Stranger.VariablesOf(place.Arguments);
        _variables["REPLICATION"] = Repository.Root;
        _variables["MYSQL_REPLICATION_NAME"] = _sandbox.Name;
        _variables["MYSQL_REPLICATION_BASE"] = _sandbox.Base;
        _variables["MYSQL_REPLICATION_FIRST_PORT"] = $"{_sandbox.FirstPort}";
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task Each_snippet_for_a_plain_shell_reaches_the_servers_and_leaves_nothing()
    {
        var snippets = Snippet().Matches(await File.ReadAllTextAsync(Repository.PathOf("docs", "ci.md"), Token)).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, snippets.Count);

        foreach (var snippet in snippets)
        {
            var result = await Command.RunAsync("sh", ["-e", "-c", snippet], _sandbox.Folder, _variables, Token);

            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.Matches(@"(?m)^(the source is on port|migrating 127\.0\.0\.1:)", result.Output);
            Assert.DoesNotMatch(@"(?m)^(the source|migrating|testing).*(port ,|on $|:$)", result.Output);
            await _sandbox.AssertNothingIsLeftAsync();
        }
    }

    /// <summary>What GitLab and Azure are told to run is the first snippet with another command.</summary>
    [Fact]
    public async Task The_commands_of_other_services_are_that_of_a_plain_shell()
    {
        var document = await File.ReadAllTextAsync(Repository.PathOf("docs", "ci.md"), Token);
        Assert.Equal(3, ExecLine().Count(document));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"""\$\(?REPLICATION\)?/build\.sh"" --target=Exec --working=""\$\S+"" --exec=")]
    private static partial Regex ExecLine();
}
