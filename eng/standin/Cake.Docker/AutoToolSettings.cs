using System.Diagnostics.CodeAnalysis;
using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>Settings whose public properties are rendered as options of the docker client.</summary>
public abstract class AutoToolSettings : ToolSettings
{
    /// <summary>The names of the properties whose values are redacted wherever Cake prints the command line.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "The published class has a field.")]
    public readonly HashSet<string> SecretProperties;

    /// <summary>Asks the derived class which properties are secret.</summary>
    [SuppressMessage("Usage", "CA2214:Do not call overridable methods in constructors", Justification = "The published class calls it here.")]
    protected AutoToolSettings() => SecretProperties = [.. CollectSecretProperties() ?? []];

    /// <summary>The names of the properties whose values are secret; none unless overridden.</summary>
    protected virtual string[]? CollectSecretProperties() => null;
}
