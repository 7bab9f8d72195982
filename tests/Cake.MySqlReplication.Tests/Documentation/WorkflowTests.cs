using System.Text.RegularExpressions;
using Cake.MySqlReplication.Settings;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>The GitHub Action and the workflows of this repository are YAML, and name what there is.</summary>
public sealed partial class WorkflowTests
{
    /// <summary>Settings of tasks that the action does not run.</summary>
    private static readonly string[] OfOtherTasks = ["compose-folder", "replica", "repair", "cache-age", "cache-size"];

    private static readonly string Root = FindRoot();
    private static readonly YamlMappingNode Action = Load("action.yml");

    public static TheoryData<string> Workflows =>
        [.. Directory.GetFiles(Path.Combine(Root, ".github", "workflows")).Select(file => Path.GetRelativePath(Root, file))];

    [Fact]
    public void The_action_has_every_setting_of_a_start_as_an_input()
    {
        var inputs = Map(Action, "inputs");
        var expected = SettingCatalog.All.Where(setting => !OfOtherTasks.Contains(setting.Option)).ToDictionary(
            setting => setting.Option, setting => $"{setting.Description} Allowed: {setting.Values}. Default: {setting.Default}.");
        var actual = inputs.Children.Where(input => $"{input.Key}" != "environment").ToDictionary(input => $"{input.Key}", input => $"{input.Value["description"]}");

        var wanted = string.Join('\n', expected.Except(actual).Select(input => $"  {input.Key}:\n    description: '{input.Value.Replace("'", "''", StringComparison.Ordinal)}'"));
        Assert.True(wanted.Length == 0, "These inputs of action.yml are to be, or are to be otherwise:\n" + wanted);
        Assert.Empty(actual.Keys.Except(expected.Keys));
    }

    [Fact]
    public void The_programs_of_the_action_are_there()
    {
        var runs = Map(Action, "runs");
        Assert.True(File.Exists(Path.Combine(Root, $"{runs["main"]}")));
        Assert.True(File.Exists(Path.Combine(Root, $"{runs["post"]}")));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_gives_inputs_that_the_action_has_and_names_targets_that_there_are(string workflow)
    {
        var steps = Map(Load(workflow), "jobs").Children.Values.SelectMany(job => (YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>().ToList();
        Assert.NotEmpty(steps);

        var inputs = steps.Where(step => Text(step, "uses") == "./" && step.Children.ContainsKey("with")).SelectMany(step => Map(step, "with").Children.Keys).Select(name => $"{name}");
        Assert.Empty(inputs.Except(Map(Action, "inputs").Children.Keys.Select(name => $"{name}")));

        var targets = steps.SelectMany(step => Target().Matches(Text(step, "run"))).Select(match => match.Groups[1].Value);
        Assert.Empty(targets.Except(["Pack", "Teardown", "Test", "VerifySync"]));
    }

    [Fact]
    public void Outputs_that_a_workflow_reads_are_those_of_the_action_or_of_a_further_server()
    {
        var declared = Map(Action, "outputs").Children.Keys.Select(name => $"{name}").ToList();
        var read = Directory.GetFiles(Path.Combine(Root, ".github", "workflows")).SelectMany(file => Output().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(read);
        Assert.Empty(read.Select(output => FurtherReplica().Replace(output, "replica-1-")).Except(declared));
    }

    [Theory]
    [InlineData("docs/github-actions.md")]
    [InlineData("docs/ci.md")]
    public void Examples_of_workflows_are_YAML_and_give_inputs_that_the_action_has(string document)
    {
        var examples = Example().Matches(File.ReadAllText(Path.Combine(Root, document)).ReplaceLineEndings("\n")).Select(match => Parse(new StringReader(match.Groups[1].Value))).ToList();
        Assert.NotEmpty(examples);

        var inputs = examples.SelectMany(example => example.AllNodes).OfType<YamlMappingNode>()
            .Where(step => Text(step, "uses").StartsWith("OWNER/", StringComparison.Ordinal) && step.Children.ContainsKey("with"))
            .SelectMany(step => Map(step, "with").Children.Keys).Select(name => $"{name}");
        Assert.Empty(inputs.Except(Map(Action, "inputs").Children.Keys.Select(name => $"{name}")));
    }

    private static YamlMappingNode Load(string file)
    {
        using var text = File.OpenText(Path.Combine(Root, file));
        return Parse(text);
    }

    private static YamlMappingNode Parse(TextReader text)
    {
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
    }

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node[key];

    private static string Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? $"{value}" : "";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cake.MySqlReplication.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Cake.MySqlReplication.sln.");
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"--target=(\w+)")]
    private static partial Regex Target();

    [GeneratedRegex(@"steps\.\w+\.outputs\.([\w-]+)")]
    private static partial Regex Output();

    [GeneratedRegex(@"^replica-\d+-")]
    private static partial Regex FurtherReplica();
}
