using System.Diagnostics;
using System.Text.RegularExpressions;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Consumers;

/// <summary>
/// GitHub's runner, as far as an action's programs see it: inputs as variables, and files for what they tell it.
/// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
/// </summary>
internal sealed partial class GitHubRunner : IDisposable
{
    private static readonly string[] Files = ["GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_STATE", "GITHUB_STEP_SUMMARY"];

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("github-runner-");
    private readonly string _node = Command.Find("node") ?? "";

    /// <param name="workspace">The checkout that the job works on.</param>
    public GitHubRunner(string workspace)
    {
        Assert.SkipWhen(_node.Length == 0, "There is no node, which runs GitHub Actions: install Debian's nodejs, or any other.");
        Workspace = workspace;
        foreach (var file in Files)
            File.WriteAllText(PathOf(file), "");
    }

    /// <summary>The step's inputs, by their names in the workflow.</summary>
    public Dictionary<string, string> Inputs { get; } = [];

    public IReadOnlyDictionary<string, string> Outputs => Assignments("GITHUB_OUTPUT");

    public IReadOnlyDictionary<string, string> Variables => Assignments("GITHUB_ENV");

    public string Summary => File.ReadAllText(PathOf("GITHUB_STEP_SUMMARY"));

    private string Workspace { get; }

    public Task<CommandResult> MainAsync() => Command.EndAsync(StartMain(), TestContext.Current.CancellationToken);

    public Process StartMain() => Start("action/main.js", Inputs.Select(input => ($"INPUT_{input.Key.ToUpperInvariant()}", input.Value)));

    /// <summary>Runs the post step, with what the main step kept for it.</summary>
    public Task<CommandResult> PostAsync() => Command.EndAsync(
        Start("action/post.js", Assignments("GITHUB_STATE").Select(state => ($"STATE_{state.Key}", state.Value))), TestContext.Current.CancellationToken);

    public void Dispose() => _files.Delete(recursive: true);

    private Process Start(string program, IEnumerable<(string Name, string Value)> variables)
    {
        var environment = Files.ToDictionary(file => file, file => (string?)PathOf(file));
        environment["GITHUB_WORKSPACE"] = Workspace;
        environment["RUNNER_TEMP"] = PathOf("temp");
        environment["GITHUB_ACTIONS"] = "true";
        environment["CI"] = "true";
        foreach (var (name, value) in variables)
            environment[name] = value;
        return Command.Start(_node, [Repository.PathOf(program)], Workspace, environment);
    }

    private string PathOf(string file) => Path.Combine(_files.FullName, file);

    /// <summary>As the runner reads them; a line that belongs to none of them would fail the step there, too.</summary>
    private Dictionary<string, string> Assignments(string file)
    {
        var text = File.ReadAllText(PathOf(file));
        Assert.Equal("", Assignment().Replace(text, ""));
        return Assignment().Matches(text).GroupBy(match => match.Groups["name"].Value).ToDictionary(group => group.Key, group => group.Last().Groups["value"].Value);
    }

    [GeneratedRegex(@"^(?<name>[^=\n]+?)<<(?<end>\S+)\n(?<value>.*?)\n\k<end>\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Assignment();
}
