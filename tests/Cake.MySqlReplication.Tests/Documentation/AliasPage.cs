using System.Reflection;
using System.Text;
using Cake.Core.Annotations;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>The pages of aliases.</summary>
internal static class AliasPage
{
    public static string Index()
    {
        var page = new StringBuilder(GeneratedPages.Head("Aliases for Cake scripts"))
            .Append("[In a Cake script](../cake-script.md) says how to use them.\n\n| Alias | What it does | Category |\n|---|---|---|\n");
        foreach (var method in GeneratedPages.Aliases.Select(alias => alias.First()).OrderBy(Category, StringComparer.Ordinal))
        {
            var summary = Markdown.Text(XmlDocumentation.Of(method).Element("summary"));
            page.Append(Markdown.Row($"[`{method.Name}`]({method.Name}.md)", summary, Category(method))).Append('\n');
        }

        return page.ToString();
    }

    public static string Text(IGrouping<string, MethodInfo> alias, Guides guides)
    {
        var page = new StringBuilder(GeneratedPages.Head(alias.Key));
        foreach (var overload in alias)
            Append(page, overload);

        var tasks = GeneratedPages.Tasks.Where(task => TaskPage.AliasesOf(task).Contains(alias.Key)).Select(GeneratedPages.NameOf).ToList();
        page.Append("- Category: ").Append(Category(alias.First())).Append(".\n");
        if (tasks.Count > 0)
            page.Append("- As a task: ").AppendJoin(", ", tasks.Select(task => $"[`{task}`](../tasks/{task}.md)")).Append(".\n");
        if (guides.LinkingTo($"aliases/{alias.Key}.md") is { Length: > 0 } more)
            page.Append("- More: ").Append(more).Append(".\n");
        return page.ToString();
    }

    private static void Append(StringBuilder page, MethodInfo overload)
    {
        var comment = XmlDocumentation.Of(overload);
        page.Append(Markdown.Text(comment.Element("summary"))).Append("\n\n");
        page.Append(Markdown.Fence("csharp cake", Markdown.Code(comment.Element("example")!))).Append('\n');
        page.Append("| Parameter | Type | Meaning |\n|---|---|---|\n");
        // The first one is the context, which Cake gives.
        foreach (var parameter in overload.GetParameters().Skip(1))
        {
            var meaning = comment.Elements("param").Single(element => element.Attribute("name")!.Value == parameter.Name);
            var type = Markdown.TypeName(parameter.ParameterType) + (parameter.HasDefaultValue && !parameter.ParameterType.IsValueType ? "?" : "");
            page.Append(Markdown.Row($"`{parameter.Name}`", $"`{type}`", Markdown.Text(meaning))).Append('\n');
        }

        var returned = Markdown.Text(comment.Element("returns"));
        page.Append("\nReturns a `").Append(Markdown.TypeName(overload.ReturnType)).Append('`').Append(returned.Length > 0 ? $": {returned}" : ".");
        foreach (var exception in comment.Elements("exception"))
            page.Append(" Throws a `").Append(exception.Attribute("cref")!.Value.Split('.')[^1]).Append("`: ").Append(Markdown.Text(exception));
        page.Append("\n\n");
    }

    private static string Category(MethodInfo method) => method.GetCustomAttribute<CakeAliasCategoryAttribute>()!.Name;
}
