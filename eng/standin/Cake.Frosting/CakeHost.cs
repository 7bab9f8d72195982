using System.Reflection;
using Cake.Cli;
using Cake.Core.Diagnostics;
using Cake.Frosting.Internal;
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
    // What Cake's command line parser returns.
    private const int UsageError = -1;

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

        CommandLine line;
        try
        {
            line = CommandLineParser.Parse(args);
        }
        catch (CommandLineException error)
        {
            Console.Error.WriteLine($"Error: {error.Message}");
            return UsageError;
        }

        return line.Mode is HostMode.Help or HostMode.Version or HostMode.Info ? Describe(line.Mode) : Build(line);
    }

    private static int Describe(HostMode mode)
    {
        if (mode == HostMode.Help)
        {
            Console.Out.WriteLine(HelpText.For(Assembly.GetEntryAssembly()?.GetName().Name ?? "build"));
            return 0;
        }

        if (mode == HostMode.Version) new VersionFeature(new FrostingVersionResolver()).Run(HostConsole.Create());
        else new InfoFeature(new FrostingVersionResolver()).Run(HostConsole.Create());
        return 0;
    }

    private int Build(CommandLine line)
    {
        ICakeLog? log = null;
        try
        {
            var services = new ServiceCollection();
            services.AddHost(line).AddTasksOf(_assemblies);
            foreach (var register in _registrations) register(services);

            var provider = services.BuildServiceProvider();
            try
            {
                log = provider.GetRequiredService<ICakeLog>();
                new Build(provider, line).Run();
                return 0;
            }
            finally
            {
                provider.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }
        catch (Exception error)
        {
            return (log ?? HostConsole.CreateLog(line.Verbosity)).LogException(error);
        }
    }
}
