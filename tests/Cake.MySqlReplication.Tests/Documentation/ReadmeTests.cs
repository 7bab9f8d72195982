using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Core.Annotations;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>What README.md and CONTRIBUTING.md say in tables, links and quotations is what the code says.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_settings_table_has_every_setting_with_variable_values_default_and_meaning() =>
        AssertRows(
            SettingCatalog.All.Select(setting => Row(
                $"`--{setting.Option}`", $"`{setting.EnvironmentVariable}`", Escape(setting.Values), Escape(setting.Default), Escape(setting.Description))),
            Table("Settings"));

    [Fact]
    public void The_first_task_table_lists_the_tasks_of_the_library() =>
        AssertRows(LibraryTasks().Order(StringComparer.Ordinal), Table("Tasks", 0).Order(StringComparer.Ordinal));

    [Fact]
    public void The_second_task_table_lists_the_tasks_of_this_repository() =>
        AssertRows(RepositoryTasks().Order(StringComparer.Ordinal), Table("Tasks", 1).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Settings and files")]
    [InlineData("Docker")]
    [InlineData("Starting servers")]
    [InlineData("Replication")]
    public void Every_message_that_is_quoted_is_one_of_the_product(string section)
    {
        var messages = Table(section).Select(row => MessageCell().Match(row).Groups[1].Value).ToList();
        Assert.NotEmpty(messages);
        var unknown = messages.FindAll(message => !Sources.Value.Exists(source => Pattern(message).IsMatch(source)));
        Assert.Empty(unknown);
    }

    [Fact]
    public void The_table_of_errors_has_every_number_that_the_product_explains()
    {
        var listed = Table("Errors by number").SelectMany(row => Number().Matches(row.Split('|')[1])).Select(match => int.Parse(match.Value, null)).ToList();
        Assert.Equal(Enumerable.Range(1, 20_000).Where(number => ReplicationErrors.Explain(number, "") is not null), listed.Order());
    }

    [Fact]
    public void The_table_of_findings_has_every_kind() =>
        Assert.Equal(Enum.GetNames<FindingKind>(), Table("Diagnose and repair", 1).Select(row => MessageCell().Match(row).Groups[1].Value));

    [Fact]
    public void The_table_of_aliases_has_every_alias() =>
        Assert.Equal(
            typeof(MySqlReplicationAliases).GetMethods().Where(method => method.IsDefined(typeof(CakeMethodAliasAttribute))).Select(method => method.Name).Distinct().Order(StringComparer.Ordinal),
            Table("In a Cake script").Select(row => MessageCell().Match(row).Groups[1].Value.Split('(')[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Every_row_belongs_to_a_table(string document)
    {
        var tables = TableRows().Matches(File.ReadAllText(Path.Combine(Root, document)).ReplaceLineEndings("\n")).Select(table => table.Value.Split('\n')).ToList();

        Assert.NotEmpty(tables);
        Assert.All(tables, rows => Assert.Matches(@"^(\|---)+\|$", rows[1]));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("CHANGELOG.md")]
    public void Every_relative_link_leads_to_a_file_and_a_heading(string document)
    {
        var links = Link().Matches(File.ReadAllText(Path.Combine(Root, document))).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal));
        var dead = links.Where(link => !LeadsSomewhere(document, link)).ToList();
        Assert.Empty(dead);
    }

    [Fact]
    public void The_versions_in_the_examples_are_those_that_are_built()
    {
        var own = Property("Directory.Build.props", "Version");
        var cake = Property("eng/CakePackages.props", "CakeFrostingVersion");
        Assert.Contains($"Include=\"Cake.Frosting.MySqlReplication\" Version=\"{own}\"", Readme, StringComparison.Ordinal);
        Assert.Contains($"Include=\"Cake.Frosting\" Version=\"{cake}\"", Readme, StringComparison.Ordinal);
        Assert.Contains($"#addin nuget:?package=Cake.MySqlReplication&version={own}&loaddependencies=true", Readme, StringComparison.Ordinal);
    }

    /// <summary>The source files, with literals that are put together from several lines made one.</summary>
    private static readonly Lazy<List<string>> Sources = new(() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => ConcatenatedLiterals().Replace(File.ReadAllText(file), "")),
    ]);

    private static IEnumerable<string> LibraryTasks() =>
        from type in typeof(VerifySyncTask).Assembly.GetTypes()
        let name = type.GetCustomAttribute<TaskNameAttribute>()?.Name
        where name is not null
        let needed = type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => attribute.Task.GetCustomAttribute<TaskNameAttribute>()!.Name)
        select TaskRow(name, type.GetCustomAttribute<TaskDescriptionAttribute>()!.Description, needed);

    /// <summary>Tests do not reference the build program: its tasks are read from their text.</summary>
    private static IEnumerable<string> RepositoryTasks()
    {
        var texts = Directory.GetFiles(Path.Combine(Root, "build", "Tasks"), "*.cs").Select(File.ReadAllText).Where(text => TaskName().IsMatch(text)).ToList();
        var names = texts.ToDictionary(text => ClassName().Match(text).Groups[1].Value, text => TaskName().Match(text).Groups[1].Value);
        return texts.Select(text => TaskRow(
            TaskName().Match(text).Groups[1].Value,
            TaskDescription().Match(text).Groups[1].Value,
            Dependency().Matches(text).Select(match => names.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value))));
    }

    private static string TaskRow(string name, string description, IEnumerable<string> needed) =>
        Row($"`{name}`", Escape(description), string.Join(", ", needed.Select(task => $"`{task}`")));

    private static string Row(params string[] cells) => string.Concat(cells.Select(cell => cell.Length == 0 ? "| " : $"| {cell} ")) + "|";

    private static string Escape(string text) => text.Replace("<", "\\<", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static void AssertRows(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (wanted, found) = (expected.ToList(), actual.ToList());
        Assert.NotEmpty(wanted);
        if (!wanted.SequenceEqual(found))
            Assert.Fail("The rows of the table in README.md are to be:\n" + string.Join('\n', wanted) + "\nThey are:\n" + string.Join('\n', found));
    }

    /// <summary>The rows of a table below a heading, without its head.</summary>
    private static List<string> Table(string heading, int index = 0)
    {
        var section = Regex.Match(Readme, $"^#+ {Regex.Escape(heading)}\n(.*?)(?=^#+ |\\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(section.Success, $"README.md has no section '{heading}'.");
        var tables = TableRows().Matches(section.Groups[1].Value);
        Assert.True(tables.Count > index, $"The section '{heading}' of README.md has {tables.Count} tables.");
        return [.. tables[index].Value.TrimEnd('\n').Split('\n').Skip(2)];
    }

    /// <summary>The fixed parts of a message in their order, with what varies between them.</summary>
    private static Regex Pattern(string message)
    {
        var parts = message.Split('…');
        Assert.True(parts.Sum(part => part.Count(char.IsLetter)) >= 10, $"'{message}' has too little fixed text to be found by.");
        return new Regex(string.Join(".{0,200}?", parts.Select(Regex.Escape)));
    }

    private static bool LeadsSomewhere(string document, string link)
    {
        var parts = link.Split('#', 2);
        var path = Path.Combine(Root, parts[0].Length == 0 ? document : parts[0]);
        return parts.Length == 1
            ? Path.Exists(path)
            : File.Exists(path) && Heading().Matches(File.ReadAllText(path).ReplaceLineEndings("\n")).Any(match => Anchor(match.Groups[1].Value) == parts[1]);
    }

    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '_')).Replace(' ', '-');

    private static string Property(string file, string name) =>
        Regex.Match(File.ReadAllText(Path.Combine(Root, file)), $"<{name}>([^<]+)<").Groups[1].Value;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cake.MySqlReplication.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Cake.MySqlReplication.sln.");
    }

    [GeneratedRegex(@"""\s*\+\s*\$?""")]
    private static partial Regex ConcatenatedLiterals();

    [GeneratedRegex(@"^\| `([^`]+)` \|")]
    private static partial Regex MessageCell();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"(^\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex TableRows();

    [GeneratedRegex(@"\[TaskName\(""([^""]+)""\)\]")]
    private static partial Regex TaskName();

    [GeneratedRegex(@"\[TaskDescription\(""([^""]+)""\)\]")]
    private static partial Regex TaskDescription();

    [GeneratedRegex(@"\[IsDependentOn\(typeof\((\w+)\)\)\]")]
    private static partial Regex Dependency();

    [GeneratedRegex(@"class (\w+)")]
    private static partial Regex ClassName();
}
