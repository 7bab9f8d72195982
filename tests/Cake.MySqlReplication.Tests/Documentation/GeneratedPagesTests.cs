using Xunit;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>What docs/ says of tasks, aliases and settings is what the code says.</summary>
public sealed class GeneratedPagesTests
{
    private static readonly string Docs = Path.Combine(Document.Root, "docs");

    [Fact]
    public void The_pages_are_those_that_the_code_makes()
    {
        var wanted = GeneratedPages.All(new Guides(Docs));
        var stale = wanted.Where(page => TextOf(page.Key) != page.Value).Select(page => page.Key).Concat(Superfluous(wanted)).ToList();

        Assert.True(stale.Count == 0, $"Run `./build.sh --target=Docs` and commit what it changes in docs: {string.Join(", ", stale)}");
    }

    /// <summary>The target Docs runs this, and nothing else does.</summary>
    [Fact(Explicit = true)]
    public void Write_the_pages()
    {
        var wanted = GeneratedPages.All(new Guides(Docs));
        foreach (var page in Superfluous(wanted))
            File.Delete(Path.Combine(Docs, page));
        foreach (var (page, text) in wanted)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Docs, page))!);
            File.WriteAllText(Path.Combine(Docs, page), text);
        }

        The_pages_are_those_that_the_code_makes();
    }

    private static string? TextOf(string page) =>
        Path.Combine(Docs, page) is var path && File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;

    private static IEnumerable<string> Superfluous(IReadOnlyDictionary<string, string> wanted) =>
        from path in Directory.GetFiles(Docs, "*.md", SearchOption.AllDirectories)
        let page = Path.GetRelativePath(Docs, path).Replace('\\', '/')
        where !wanted.ContainsKey(page) && File.ReadAllText(path).Contains(GeneratedPages.Mark, StringComparison.Ordinal)
        select page;
}
