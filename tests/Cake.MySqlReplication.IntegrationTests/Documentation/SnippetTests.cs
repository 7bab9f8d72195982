using System.Xml.Linq;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Documentation;

/// <summary>No code in README.md and docs/ is there unseen by a test.</summary>
public sealed class SnippetTests
{
    [Fact]
    public void Every_snippet_is_run_or_listed_with_a_reason()
    {
        var unseen = Snippet.All.Where(snippet =>
            !snippet.IsShell && !snippet.IsCake && !snippet.IsProgram && !snippet.IsExcerpt && snippet.Language != "xml" && !NotRun.Contains(snippet));

        Assert.Empty(unseen);
        Assert.Empty(NotRun.Blocks.Keys.Except(Snippet.All.Select(snippet => snippet.ToString())));
        Assert.Empty(NotRun.Languages.Keys.Except(Snippet.All.Select(snippet => snippet.Language)));
    }

    [Fact]
    public void Every_excerpt_stands_in_the_file_that_it_is_from()
    {
        var excerpts = Snippet.All.Where(snippet => snippet.IsExcerpt).ToList();

        Assert.NotEmpty(excerpts);
        Assert.All(excerpts, excerpt => Assert.Contains(Unindented(excerpt.Code), Unindented(File.ReadAllText(Repository.PathOf(excerpt.Mark))), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_piece_of_xml_is_well_formed() =>
        Assert.All(Snippet.All.Where(snippet => snippet.Language == "xml"), snippet => XElement.Parse(snippet.Code));

    private static string Unindented(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));
}
