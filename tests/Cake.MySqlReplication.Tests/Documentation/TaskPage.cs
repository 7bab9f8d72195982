using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Cake.Frosting;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>The page of a task.</summary>
internal static class TaskPage
{
    public static string Text(Type task, Guides guides)
    {
        var name = GeneratedPages.NameOf(task);
        var comment = XmlDocumentation.Of(task);
        var page = new StringBuilder(GeneratedPages.Head(name)).Append(Markdown.Text(comment.Element("summary"))).Append("\n\n")
            .Append(Markdown.Fence("console", Markdown.Code(comment.Element("example")!)))
            .Append('\n');
        if (comment.Element("remarks") is { } remarks)
            page.Append(Markdown.Text(remarks)).Append("\n\n");

        var before = Before(task).ToList();
        List("Runs first", before.Count > 0 ? string.Join(" → ", before.Select(Link)) : "nothing else");
        List("Runs before", string.Join(", ", GeneratedPages.Tasks.Where(other => Needed(other).Contains(task)).Select(Link)));
        List("Settings to know", string.Join(", ", References(comment, "P:").Select(Setting)));
        List("In a Cake script", string.Join(", ", References(comment, "M:").Select(Alias)));
        List("In a Frosting build", $"`{task.Name}`, for `[IsDependentOn(typeof({task.Name}))]` and the like");
        List("More", guides.LinkingTo($"tasks/{name}.md"));
        return page.ToString();

        void List(string label, string text)
        {
            if (text.Length > 0)
                page.Append("- ").Append(label).Append(": ").Append(text).Append(".\n");
        }
    }

    /// <summary>The aliases that a task's comment refers to.</summary>
    public static IEnumerable<string> AliasesOf(Type task) => References(XmlDocumentation.Of(task), "M:").Select(AliasName);

    public static string Link(Type task) => $"[`{GeneratedPages.NameOf(task)}`]({GeneratedPages.NameOf(task)}.md)";

    private static IEnumerable<string> References(XElement comment, string kind) =>
        comment.Elements("seealso").Select(reference => reference.Attribute("cref")!.Value).Where(id => id.StartsWith(kind, StringComparison.Ordinal));

    private static string Alias(string id) => $"[`{AliasName(id)}`](../aliases/{AliasName(id)}.md)";

    private static string AliasName(string id) => id.Split('(')[0].Split('.')[^1];

    private static string Setting(string id)
    {
        var property = id.Split('.')[^1];
        var option = SettingCatalog.All.Single(setting => GeneratedPages.PropertyOf(setting).Name == property).Option;
        return $"[`--{option}`](../settings.md#--{option})";
    }

    /// <summary>All that runs before a task, in order.</summary>
    private static IEnumerable<Type> Before(Type task) => Needed(task).SelectMany(needed => Before(needed).Append(needed)).Distinct();

    private static IEnumerable<Type> Needed(Type task) => task.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => attribute.Task);
}
