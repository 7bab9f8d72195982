using System.Text.RegularExpressions;
using Cake.MySqlReplication.Diagnostics;
using Xunit;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>What docs/ quotes of messages, errors and findings is what the code has.</summary>
public sealed partial class TroubleshootingReadmeTests
{
    private static readonly Document Troubleshooting = new("docs/troubleshooting.md");

    [Theory]
    [InlineData("Settings and files")]
    [InlineData("Docker")]
    [InlineData("Starting servers")]
    [InlineData("Replication")]
    public void Every_message_that_is_quoted_is_one_of_the_product(string section)
    {
        var messages = Troubleshooting.Table(section).Select(row => FirstCell().Match(row).Groups[1].Value).ToList();
        Assert.NotEmpty(messages);
        var unknown = messages.FindAll(message => !Sources.Value.Exists(source => Pattern(message).IsMatch(source)));
        Assert.Empty(unknown);
    }

    [Fact]
    public void The_table_of_errors_has_every_number_that_the_product_explains()
    {
        var listed = Troubleshooting.Table("Errors by number").SelectMany(row => Number().Matches(row.Split('|')[1])).Select(match => int.Parse(match.Value, null)).ToList();
        Assert.Equal(Enumerable.Range(1, 20_000).Where(number => ReplicationErrors.Explain(number, "") is not null), listed.Order());
    }

    [Fact]
    public void The_table_of_findings_has_every_kind() =>
        Assert.Equal(
            Enum.GetNames<FindingKind>(),
            new Document("docs/diagnose-and-repair.md").Table("Findings").Select(row => FirstCell().Match(row).Groups[1].Value));

    /// <summary>The source files, with literals that are put together from several lines made one.</summary>
    private static readonly Lazy<List<string>> Sources = new(() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Document.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => ConcatenatedLiterals().Replace(File.ReadAllText(file), "")),
    ]);

    /// <summary>The fixed parts of a message in their order, with what varies between them.</summary>
    private static Regex Pattern(string message)
    {
        var parts = message.Split('…');
        Assert.True(parts.Sum(part => part.Count(char.IsLetter)) >= 10, $"'{message}' has too little fixed text to be found by.");
        return new Regex(string.Join(".{0,200}?", parts.Select(Regex.Escape)));
    }

    [GeneratedRegex(@"""\s*\+\s*\$?""")]
    private static partial Regex ConcatenatedLiterals();

    [GeneratedRegex(@"^\| `([^`]+)` \|")]
    private static partial Regex FirstCell();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
