using System.Reflection;
using Cake.Core.Annotations;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>The pages of docs/ that are made from the code: from names, attributes and documentation comments.</summary>
internal static class GeneratedPages
{
    /// <summary>The second line of each of them; files that have it and are not made any more are deleted.</summary>
    public const string Mark = "<!-- Made by `./build.sh --target=Docs` from the documentation comments in src; change those. -->";

    public static IReadOnlyList<Type> Tasks { get; } =
    [
        .. from type in typeof(VerifySyncTask).Assembly.GetTypes()
           where type.IsDefined(typeof(TaskNameAttribute))
           orderby NameOf(type)
           select type,
    ];

    /// <summary>Each alias with its overloads.</summary>
    public static IReadOnlyList<IGrouping<string, MethodInfo>> Aliases { get; } =
    [
        .. from method in typeof(MySqlReplicationAliases).GetMethods()
           where method.IsDefined(typeof(CakeMethodAliasAttribute))
           orderby method.Name
           group method by method.Name,
    ];

    /// <summary>The text of each page by its path below docs/.</summary>
    public static IReadOnlyDictionary<string, string> All(Guides guides)
    {
        var pages = new Dictionary<string, string>
        {
            ["settings.md"] = SettingsPage.Text(),
            ["aliases/README.md"] = AliasPage.Index(),
        };
        foreach (var task in Tasks)
            pages[$"tasks/{NameOf(task)}.md"] = TaskPage.Text(task, guides);
        foreach (var alias in Aliases)
            pages[$"aliases/{alias.Key}.md"] = AliasPage.Text(alias, guides);
        return pages;
    }

    public static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()!.Name;

    public static string Head(string title) => $"# {title}\n{Mark}\n\n";

    /// <summary>The property by which code gives a setting: named as the option, or beginning with its name.</summary>
    public static PropertyInfo PropertyOf(SettingDefinition setting)
    {
        var name = setting.Option.Replace("-", "", StringComparison.Ordinal);
        var properties = typeof(ReplicationSettings).GetProperties();
        return properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? properties.Single(property => property.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase));
    }
}
