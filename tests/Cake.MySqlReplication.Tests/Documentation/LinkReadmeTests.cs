using Xunit;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>The Markdown of this repository holds together.</summary>
public sealed class LinkReadmeTests
{
    public static TheoryData<string> Documents => [.. Document.All];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_leads_to_a_file_and_a_heading(string path)
    {
        var document = new Document(path);

        Assert.All(document.RelativeLinks, link => Assert.True(LeadsSomewhere(document.Target(link)), $"{link} leads nowhere."));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_row_belongs_to_a_table(string path) => Assert.All(new Document(path).Tables, rows => Assert.Matches(@"^(\|---)+\|$", rows[1]));

    [Fact]
    public void Every_page_is_reached_from_the_README()
    {
        var reached = new HashSet<string> { "README.md" };
        var open = new Queue<Document>([new Document("README.md")]);
        while (open.TryDequeue(out var document))
        {
            foreach (var file in document.RelativeLinks.Select(link => document.Target(link).File).Where(Document.All.Contains).Where(reached.Add))
                open.Enqueue(new Document(file));
        }

        Assert.Empty(Document.All.Except(reached));
    }

    private static bool LeadsSomewhere((string File, string? Anchor) target) => target.Anchor is null
        ? Path.Exists(Path.Combine(Document.Root, target.File))
        : File.Exists(Path.Combine(Document.Root, target.File)) && new Document(target.File).Anchors.Contains(target.Anchor);
}
