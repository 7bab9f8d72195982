using System.Reflection;
using System.Xml.Linq;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>The XML documentation of the product's assemblies, by member.</summary>
internal static class XmlDocumentation
{
    private static readonly string[] Assemblies = ["Cake.MySqlReplication", "Cake.Frosting.MySqlReplication"];

    private static readonly Lazy<Dictionary<string, XElement>> Members = new(() => Assemblies
        .Select(name => XDocument.Load(Path.Combine(AppContext.BaseDirectory, name + ".xml"), LoadOptions.PreserveWhitespace))
        .SelectMany(document => document.Descendants("member"))
        .ToDictionary(member => member.Attribute("name")!.Value));

    public static XElement Of(Type type) => Member("T:" + type.FullName);

    public static XElement Of(PropertyInfo property) => Member($"P:{property.DeclaringType!.FullName}.{property.Name}");

    public static XElement Of(MethodInfo method) => Member(IdOf(method));

    /// <summary>The name by which documentation refers to a method.</summary>
    public static string IdOf(MethodInfo method) =>
        $"M:{method.DeclaringType!.FullName}.{method.Name}({string.Join(',', method.GetParameters().Select(parameter => NameOf(parameter.ParameterType)))})";

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Namespace}.{type.Name.Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(NameOf))}}}"
        : type.FullName!;

    private static XElement Member(string id) =>
        Members.Value.GetValueOrDefault(id) ?? throw new InvalidOperationException($"{id} has no XML documentation.");
}
