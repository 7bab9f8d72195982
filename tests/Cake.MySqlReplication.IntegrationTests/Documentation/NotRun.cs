namespace Cake.MySqlReplication.IntegrationTests.Documentation;

/// <summary>The snippets that these tests do not run, each with the reason.</summary>
internal static class NotRun
{
    /// <summary>Languages in which nothing is run.</summary>
    public static IReadOnlyDictionary<string, string> Languages { get; } = new Dictionary<string, string>
    {
        ["mermaid"] = "pictures",
        ["text"] = "output",
        ["yaml"] = "a hosted service reads it",
    };

    /// <summary>Blocks of commands by document and first line.</summary>
    public static IReadOnlyDictionary<string, string> Blocks { get; } = new Dictionary<string, string>
    {
        ["docs/compose.md: cd compose/orders"] = "ComposeTests bring up what is exported, by whatever Compose the machine has",
        ["docs/failover.md: docker kill mysql_master"] = "the drill runs on local processes, and kills one of those",
        ["samples/read-write-split/README.md: dotnet tool restore"] = "SampleTests run these commands, with packages from a folder",
    };

    public static bool Contains(Snippet snippet) => Languages.ContainsKey(snippet.Language) || Blocks.ContainsKey(snippet.ToString());
}
