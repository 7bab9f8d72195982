using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>Documentation comments as Markdown.</summary>
internal static partial class Markdown
{
    /// <summary>The text of an element, paragraph by paragraph; empty where there is no such element.</summary>
    public static string Text(XElement? element)
    {
        if (element is null)
            return "";
        var paragraphs = element.Elements("para").ToList();
        return paragraphs.Count == 0 ? Inline(element) : string.Join("\n\n", paragraphs.Select(Inline));
    }

    /// <summary>The lines of an example, without the indentation that they have in common.</summary>
    public static string Code(XElement example)
    {
        var lines = example.Element("code")!.Value.Trim('\n').TrimEnd().Split('\n');
        var margin = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length < margin ? "" : line[margin..].TrimEnd()));
    }

    public static string Fence(string language, string code) => $"```{language}\n{code}\n```\n";

    public static string Row(params string[] cells) => string.Concat(cells.Select(cell => cell.Length == 0 ? "| " : $"| {cell} ")) + "|";

    public static string Escape(string text) => text.Replace("<", "\\<", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>A type as C# writes it.</summary>
    public static string TypeName(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return TypeName(value) + "?";
        if (type.IsGenericType)
            return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
        return type == typeof(string) ? "string" : type == typeof(int) ? "int" : type == typeof(bool) ? "bool" : type.Name;
    }

    /// <summary>The heading's anchor, as GitHub makes it.</summary>
    public static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '_')).Replace(' ', '-');

    private static string Inline(XElement element) => Spaces().Replace(string.Concat(element.Nodes().Select(Inline)), " ").Trim();

    private static string Inline(XNode node) => node switch
    {
        XText text => Escape(text.Value),
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "paramref" } reference => $"`{Referenced(reference)}`",
        _ => throw new NotSupportedException($"{node} has no form in Markdown."),
    };

    /// <summary>What a reference names: the parameter, the word, or the member with the type that it is of, such as EngineKind.Auto.</summary>
    private static string Referenced(XElement reference)
    {
        if ((reference.Attribute("name") ?? reference.Attribute("langword")) is { } word)
            return word.Value;
        var id = reference.Attribute("cref")!.Value.Split('(')[0];
        var parts = id[2..].Split('.');
        return id[0] == 'T' || parts[^2] is "ReplicationSettings" ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
