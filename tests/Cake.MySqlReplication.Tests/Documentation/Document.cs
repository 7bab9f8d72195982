using System.Text.RegularExpressions;
using Xunit;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>A Markdown file of the repository.</summary>
internal sealed partial class Document
{
    private readonly string _path;

    public Document(string path)
    {
        _path = path;
        Text = File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");
    }

    public static string Root { get; } = FindRoot();

    /// <summary>What is written for users, by hand or from the code, in folders that other tools do not fill.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "eng/README.md", "tests/README.md", "tests/images/README.md",
        .. new[] { "docs", "samples" }.Select(folder => Path.Combine(Root, folder))
            .SelectMany(folder => Directory.GetFiles(folder, "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public string Text { get; }

    /// <summary>The text without blocks of code, in which # begins no heading and brackets are no link.</summary>
    public string Prose => Fences().Replace(Text, "");

    public IEnumerable<string> Anchors => Heading().Matches(Prose).Select(match => Markdown.Anchor(match.Groups[1].Value));

    /// <summary>Links to other files, and to places in this one.</summary>
    public IEnumerable<string> RelativeLinks => Link().Matches(Prose).Select(match => match.Groups[1].Value)
        .Where(link => !link.Contains("://", StringComparison.Ordinal));

    /// <summary>All tables, each with its head.</summary>
    public IEnumerable<string[]> Tables => TableRows().Matches(Prose).Select(table => table.Value.TrimEnd('\n').Split('\n'));

    /// <summary>The rows of a table below a heading, without its head.</summary>
    public List<string> Table(string heading, int index = 0)
    {
        var section = Regex.Match(Text, $"^#+ {Regex.Escape(heading)}\n(.*?)(?=^#+ |\\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(section.Success, $"{_path} has no section '{heading}'.");
        var tables = TableRows().Matches(section.Groups[1].Value);
        Assert.True(tables.Count > index, $"The section '{heading}' of {_path} has {tables.Count} tables.");
        return [.. tables[index].Value.TrimEnd('\n').Split('\n').Skip(2)];
    }

    /// <summary>The file and the heading that a link of this document leads to, from the repository's root.</summary>
    public (string File, string? Anchor) Target(string link)
    {
        var parts = link.Split('#', 2);
        var file = parts[0].Length == 0 ? Path.Combine(Root, _path) : Path.GetFullPath(parts[0], Path.GetDirectoryName(Path.Combine(Root, _path))!);
        return (Path.GetRelativePath(Root, file).Replace('\\', '/'), parts.Length == 1 ? null : parts[1]);
    }

    public static void AssertRows(string document, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (wanted, found) = (expected.ToList(), actual.ToList());
        Assert.NotEmpty(wanted);
        if (!wanted.SequenceEqual(found))
            Assert.Fail($"The rows of the table in {document} are to be:\n{string.Join('\n', wanted)}\nThey are:\n{string.Join('\n', found)}");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cake.MySqlReplication.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Cake.MySqlReplication.sln.");
    }

    [GeneratedRegex(@"^( *)```.*?^\1```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(^\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex TableRows();
}
