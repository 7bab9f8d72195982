using System.Reflection;
using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Tests.Standins;

/// <summary>
/// An assembly's public signatures, one to a line: T for a type, then M, P and F for its methods, properties and fields.
/// Namespaces of .NET itself are left out, and so are the members of enumerations.
/// </summary>
internal static partial class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(Of).Select(Normalize);

    /// <summary>Reads signatures that were written down.</summary>
    public static IEnumerable<string> Read(TextReader text)
    {
        while (text.ReadLine() is { } line)
            if (line.Length > 0) yield return Normalize(line);
    }

    private static IEnumerable<string> Of(Type type)
    {
        var name = NameOf(type);
        yield return $"T {name} {KindOf(type)}";
        if (type.IsEnum) yield break;

        foreach (var constructor in type.GetConstructors(Declared).Where(IsVisible))
            yield return $"M {name}..ctor({ParametersOf(constructor)}) :";
        foreach (var method in type.GetMethods(Declared).Where(method => IsVisible(method) && !method.IsSpecialName))
            yield return $"M {name}.{NameOf(method)}({ParametersOf(method)}) : {NameOf(method.ReturnType)} {KindOf(method)}";
        foreach (var property in type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)))
            yield return $"P {name}.{property.Name} : {NameOf(property.PropertyType)} {AccessorsOf(property)}";
        foreach (var field in type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily))
            yield return $"F {name}.{field.Name} : {NameOf(field.FieldType)}";
    }

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => string.Empty,
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static",
        { IsAbstract: true } => "abstract",
        { IsSealed: true } => "sealed",
        _ => string.Empty,
    };

    private static string KindOf(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        { IsVirtual: true, IsFinal: false } => "virtual",
        _ => string.Empty,
    };

    private static string AccessorsOf(PropertyInfo property) =>
        string.Concat(
            property.GetMethod is { } get && IsVisible(get) ? "get;" : string.Empty,
            property.SetMethod is { } set && IsVisible(set) ? "set;" : string.Empty);

    private static string ParametersOf(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{NameOf(parameter.ParameterType)} {parameter.Name}"));

    private static string NameOf(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"{method.Name}<{string.Join(',', method.GetGenericArguments().Select(NameOf))}>" : method.Name;

    private static string NameOf(Type type)
    {
        if (type.IsArray) return $"{NameOf(type.GetElementType()!)}[]";
        if (type.IsGenericParameter) return type.Name;
        if (Aliases.TryGetValue(type, out var alias)) return alias;
        var name = $"{type.Namespace}.{type.Name.Split('`')[0]}";
        return type.IsGenericType ? $"{name}<{string.Join(',', type.GetGenericArguments().Select(NameOf))}>" : name;
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Normalize(string line) => DotNetNamespace().Replace(line, string.Empty).TrimEnd();

    private static readonly Dictionary<Type, string> Aliases = new()
    {
        [typeof(void)] = "void",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(object)] = "object",
    };

    [GeneratedRegex(@"\bSystem\.(?:[A-Z]\w*\.)*")]
    private static partial Regex DotNetNamespace();
}
