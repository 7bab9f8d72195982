using Cake.Frosting;
using Cake.Frosting.MySqlReplication;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Documentation;

/// <summary>The commands of each document, from its first to its last line, in one shell.</summary>
public sealed class ShellSnippetTests : IAsyncDisposable
{
    private const string TaskPages = "docs/tasks/";

    /// <summary>The pages of tasks have a command or two each; this is an order in which they make sense.</summary>
    private static readonly string[] Tasks =
    [
        "Settings", "PrepareDirs", "StartMaster", "StartSlaves", "ConfigureReplication", "VerifySync", "Status", "Report", "AddSlave", "Diagnose", "Repair", "RemoveSlave",
        "Promote", "Reset", "Teardown", "ExportCompose", "Exec", "CleanCache",
    ];

    private readonly SnippetFolder _folder = new();

    public static TheoryData<string> Documents =>
        [.. Commands.Select(snippet => snippet.Document).Where(document => !document.StartsWith(TaskPages, StringComparison.Ordinal)).Distinct()];

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [MemberData(nameof(Documents))]
    public Task The_commands_of_a_document_do_what_it_says(string document) => RunAsync(Commands.Where(snippet => snippet.Document == document));

    [Fact]
    public async Task The_commands_of_the_tasks_pages_do_what_they_say()
    {
        Assert.Equal(
            from type in typeof(VerifySyncTask).Assembly.GetTypes()
            from TaskNameAttribute attribute in type.GetCustomAttributes(typeof(TaskNameAttribute), inherit: false)
            orderby attribute.Name
            select attribute.Name,
            Tasks.Order(StringComparer.Ordinal));

        _folder.UseOwnCache();
        await RunAsync(Tasks.SelectMany(task => Commands.Where(snippet => snippet.Document == $"{TaskPages}{task}.md")));
    }

    private static IEnumerable<Snippet> Commands => Snippet.All.Where(snippet => snippet.IsShell && !NotRun.Contains(snippet));

    private async Task RunAsync(IEnumerable<Snippet> snippets)
    {
        var script = string.Concat(snippets.Select(snippet => snippet.Code));
        Assert.SkipWhen(script.Contains("mysql \\", StringComparison.Ordinal) && Command.Find("mysql") is null, "There is no mysql client on PATH.");

        // -x shows the command that fails; variables hold passwords of this topology alone.
        await _folder.RunAsync("bash", "-euxo", "pipefail", "-c", script);
    }
}
