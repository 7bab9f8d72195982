namespace Cake.MySqlReplication.IntegrationTests.Documentation;

/// <summary>The snippets that these tests do not run, each with the reason.</summary>
internal static class NotRun
{
    private const string ByConsumers = "the tests of other people's builds run it, and look at what it writes";

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
        ["docs/ci.md: \"$REPLICATION/build.sh\" --target=Exec --working=\"$PWD\" --exec='echo \"the source is on port $MYSQL_SOURCE_PORT, the replica on $MYSQL_REPLICA_1_PORT\"'"] = ByConsumers,
        ["docs/ci.md: trap '\"$REPLICATION/build.sh\" --target=Teardown --working=\"$PWD\"' EXIT"] = ByConsumers,
        ["docs/compose.md: cd compose/orders"] = "ComposeTests bring up what is exported, by whatever Compose the machine has",
        ["docs/failover.md: docker kill mysql_master"] = "the drill runs on local processes, and kills one of those",
        ["samples/read-write-split/README.md: dotnet tool restore"] = "SampleTests run these commands, with packages from a folder",
    };

    public static bool Contains(Snippet snippet) => Languages.ContainsKey(snippet.Language) || Blocks.ContainsKey(snippet.ToString());
}
