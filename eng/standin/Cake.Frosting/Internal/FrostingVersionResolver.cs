using System.Reflection;
using Cake.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The version of this assembly. Cake's own resolver reports the version of Cake's command line tool, which is not here.</summary>
internal sealed class FrostingVersionResolver : IVersionResolver
{
    public string GetVersion() => GetProductVersion().Split('+')[0];

    public string GetProductVersion() =>
        typeof(CakeHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "Unknown";
}
