using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Frosting;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>What README.md and CONTRIBUTING.md say of tasks, settings and versions is what the code says.</summary>
public sealed partial class ReadmeTests
{
    private static readonly Document Readme = new("README.md");

    [Fact]
    public void The_settings_table_has_every_setting_with_variable_values_default_and_meaning() =>
        Document.AssertRows(
            "README.md",
            SettingCatalog.All.Select(setting => Markdown.Row(
                $"`--{setting.Option}`", $"`{setting.EnvironmentVariable}`", Markdown.Escape(setting.Values), Markdown.Escape(setting.Default), Markdown.Escape(setting.Description))),
            Readme.Table("Settings"));

    [Fact]
    public void The_task_table_lists_the_tasks_of_the_library() =>
        Document.AssertRows("README.md", LibraryTasks().Order(StringComparer.Ordinal), Readme.Table("Tasks").Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_of_targets_lists_the_tasks_of_this_repository() =>
        Document.AssertRows("CONTRIBUTING.md", RepositoryTasks().Order(StringComparer.Ordinal), new Document("CONTRIBUTING.md").Table("Targets").Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_of_folders_lists_those_of_the_add_in() =>
        Assert.Equal(
            Directory.GetDirectories(Path.Combine(Document.Root, "src", "Cake.MySqlReplication")).Select(Path.GetFileName).Except(["bin", "obj"]).Order(StringComparer.Ordinal),
            new Document("CONTRIBUTING.md").Table("The tree", 1).Select(row => row.Split('`')[1].TrimEnd('/')).Order(StringComparer.Ordinal));

    [Fact]
    public void The_versions_in_the_examples_are_those_that_are_built()
    {
        var own = Property("Directory.Build.props", "Version");
        var cake = Property("eng/CakePackages.props", "CakeFrostingVersion");

        Contains("docs/frosting.md", $"Include=\"Cake.Frosting.MySqlReplication\" Version=\"{own}\"");
        Contains("docs/frosting.md", $"Include=\"Cake.Frosting\" Version=\"{cake}\"");
        Contains("docs/cake-script.md", $"#addin nuget:?package=Cake.MySqlReplication&version={own}&loaddependencies=true");
    }

    private static void Contains(string document, string words) => Assert.Contains(words, new Document(document).Text, StringComparison.Ordinal);

    private static IEnumerable<string> LibraryTasks() =>
        from type in GeneratedPages.Tasks
        let needed = type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => GeneratedPages.NameOf(attribute.Task))
        select TaskRow(
            $"[`{GeneratedPages.NameOf(type)}`](docs/tasks/{GeneratedPages.NameOf(type)}.md)", type.GetCustomAttribute<TaskDescriptionAttribute>()!.Description, needed);

    /// <summary>Tests do not reference the build program: its tasks are read from their text.</summary>
    private static IEnumerable<string> RepositoryTasks()
    {
        var texts = Directory.GetFiles(Path.Combine(Document.Root, "build", "Tasks"), "*.cs").Select(File.ReadAllText).Where(text => TaskName().IsMatch(text)).ToList();
        var names = texts.ToDictionary(text => ClassName().Match(text).Groups[1].Value, text => TaskName().Match(text).Groups[1].Value);
        return texts.Select(text => TaskRow(
            $"`{TaskName().Match(text).Groups[1].Value}`",
            TaskDescription().Match(text).Groups[1].Value,
            Dependency().Matches(text).Select(match => names.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value))));
    }

    private static string TaskRow(string name, string description, IEnumerable<string> needed) =>
        Markdown.Row(name, Markdown.Escape(description), string.Join(", ", needed.Select(task => $"`{task}`")));

    private static string Property(string file, string name) =>
        Regex.Match(File.ReadAllText(Path.Combine(Document.Root, file)), $"<{name}>([^<]+)<").Groups[1].Value;

    [GeneratedRegex(@"\[TaskName\(""([^""]+)""\)\]")]
    private static partial Regex TaskName();

    [GeneratedRegex(@"\[TaskDescription\(""([^""]+)""\)\]")]
    private static partial Regex TaskDescription();

    [GeneratedRegex(@"\[IsDependentOn\(typeof\((\w+)\)\)\]")]
    private static partial Regex Dependency();

    [GeneratedRegex(@"class (\w+)")]
    private static partial Regex ClassName();
}
