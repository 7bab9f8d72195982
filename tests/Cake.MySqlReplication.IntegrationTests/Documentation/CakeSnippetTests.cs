using System.Text;
using System.Text.RegularExpressions;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Documentation;

/// <summary>The pieces of Cake scripts, run by Cake's own tool.</summary>
public sealed partial class CakeSnippetTests : IAsyncDisposable
{
    private const string AliasPages = "docs/aliases/";

    /// <summary>An order in which the examples of the aliases make sense.</summary>
    private static readonly string[] Aliases =
    [
        "StartMySqlReplication", "VerifyMySqlReplication", "GetMySqlReplicationStatus", "WriteMySqlReplicationReport", "DiagnoseMySqlReplication", "RepairMySqlReplication", "AddMySqlReplica",
        "RemoveMySqlReplica", "PromoteMySqlReplication", "ResetMySqlReplication", "ExportMySqlReplicationToCompose", "StopMySqlReplication", "WithMySqlReplication",
        "CleanMySqlReplicationCache",
    ];

    private readonly SnippetFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_script_of_the_guide_runs_as_it_stands()
    {
        foreach (var script in Snippet.All.Where(snippet => snippet.IsCake && snippet.Mark == "script"))
            await RunAsync(script.Code);

        Assert.Equal(["dotnet test tests/Database.Tests"], _folder.Calls);
    }

    [Fact]
    public async Task The_examples_of_all_aliases_run_one_after_the_other()
    {
        var examples = Snippet.All.Where(snippet => snippet.IsCake && snippet.Mark == "cake").ToList();
        var ordered = Aliases.SelectMany(alias => examples.Where(example => example.Document == $"{AliasPages}{alias}.md"))
            .Concat(examples.Where(example => !example.Document.StartsWith(AliasPages, StringComparison.Ordinal))).ToList();
        Assert.Equal(examples.Count, ordered.Count);
        _folder.UseOwnCache();

        var script = new StringBuilder("#addin nuget:?package=Cake.MySqlReplication\n");
        for (var i = 0; i < ordered.Count; i++)
        {
            var dependency = i == 0 ? "" : $".IsDependentOn(\"{i - 1}\")";
            script.Append(null, $"Task(\"{i}\"){dependency}.Does(async () =>\n{{\n#line 1 \"{ordered[i].Document}\"\n{ordered[i].Code}}});\n");
        }

        await RunAsync(script.Append(null, $"RunTarget(\"{ordered.Count - 1}\");\n").ToString());

        Assert.Contains(_folder.Calls, call => call.StartsWith("dotnet run", StringComparison.Ordinal));
    }

    /// <summary>Runs a script with the add-in that was built along with these tests in the place of a package.</summary>
    private async Task RunAsync(string script)
    {
        var addIn = Path.Combine(AppContext.BaseDirectory, "Cake.MySqlReplication.dll");
        await File.WriteAllTextAsync(_folder.PathOf("build.cake"), AddIn().Replace(script, $"#reference \"{addIn}\""), TestContext.Current.CancellationToken);
        var tool = Path.Combine(Repository.NuGetCache, "cake.tool", Repository.CakeVersion, "tools", "net10.0", "any", "Cake.dll");
        await _folder.RunAsync(SnippetFolder.DotNet, tool, "build.cake");
    }

    [GeneratedRegex(@"^#addin nuget:\?package=Cake\.MySqlReplication.*$", RegexOptions.Multiline)]
    private static partial Regex AddIn();
}
