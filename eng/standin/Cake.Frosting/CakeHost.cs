using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>A Frosting build: takes what the build is made of, then runs the targets that the command line names.</summary>
/// <example>
/// <code>
/// return new CakeHost()
///     .UseContext&lt;BuildContext&gt;()
///     .Run(args);
/// </code>
/// </example>
public sealed class CakeHost
{
    private readonly List<Action<IServiceCollection>> _registrations = [];
    private readonly List<Assembly> _assemblies = [];

    /// <summary>Creates a build out of the tasks of the entry assembly.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry) _assemblies.Add(entry);
    }

    /// <summary>Creates a build out of the tasks of the entry assembly.</summary>
    /// <returns>The build.</returns>
    public static CakeHost Create() => new();

    /// <summary>Adds the tasks of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The same build.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        if (!_assemblies.Contains(assembly)) _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services, for tasks, lifetimes and the context to take by their constructors.</summary>
    /// <param name="services">Registers them.</param>
    /// <returns>The same build.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _registrations.Add(services);
        return this;
    }

    /// <summary>Runs the build.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code: 0 when every target succeeded.</returns>
    public int Run(IEnumerable<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        throw new FrostingException($"The host of {_assemblies.Count} assemblies and {_registrations.Count} registrations cannot run targets yet.");
    }
}
