using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>What a build can be given, in one chain of calls.</summary>
public static class CakeHostExtensions
{
    /// <summary>Gives the build its context.</summary>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <param name="host">The build.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext =>
        host.ConfigureServices(services => services.UseContext<TContext>());

    /// <summary>Adds something to do before the first task and after the last.</summary>
    /// <typeparam name="TLifetime">What to do.</typeparam>
    /// <param name="host">The build.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime =>
        host.ConfigureServices(services => services.UseLifetime<TLifetime>());

    /// <summary>Adds something to do before the first task.</summary>
    /// <typeparam name="TSetup">What to do.</typeparam>
    /// <param name="host">The build.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingSetup =>
        host.ConfigureServices(services => services.UseSetup<TSetup>());

    /// <summary>Adds something to do after the last task.</summary>
    /// <typeparam name="TTeardown">What to do.</typeparam>
    /// <param name="host">The build.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTeardown =>
        host.ConfigureServices(services => services.UseTeardown<TTeardown>());

    /// <summary>Adds something to do before each task and after it.</summary>
    /// <typeparam name="TLifetime">What to do.</typeparam>
    /// <param name="host">The build.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime =>
        host.ConfigureServices(services => services.UseTaskLifetime<TLifetime>());

    /// <summary>Adds something to do before each task.</summary>
    /// <typeparam name="TSetup">What to do.</typeparam>
    /// <param name="host">The build.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseTaskSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingTaskSetup =>
        host.ConfigureServices(services => services.UseTaskSetup<TSetup>());

    /// <summary>Adds something to do after each task.</summary>
    /// <typeparam name="TTeardown">What to do.</typeparam>
    /// <param name="host">The build.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseTaskTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTaskTeardown =>
        host.ConfigureServices(services => services.UseTaskTeardown<TTeardown>());

    /// <summary>Lets a class of its own register the services.</summary>
    /// <typeparam name="TStartup">The class.</typeparam>
    /// <param name="host">The build.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseStartup<TStartup>(this CakeHost host)
        where TStartup : IFrostingStartup, new() =>
        host.ConfigureServices(services => new TStartup().Configure(services));

    /// <summary>Adds a Cake module.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <param name="host">The build.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseModule<TModule>(this CakeHost host)
        where TModule : ICakeModule, new() =>
        host.ConfigureServices(services => services.UseModule<TModule>());

    /// <summary>Adds an installer of packages, for the schemes that <c>InstallTool</c> is to understand.</summary>
    /// <typeparam name="TPackageInstaller">The installer.</typeparam>
    /// <param name="host">The build.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UsePackageInstaller<TPackageInstaller>(this CakeHost host)
        where TPackageInstaller : class, IPackageInstaller =>
        host.ConfigureServices(services => services.UsePackageInstaller<TPackageInstaller>());

    /// <summary>Sets the directory that the build works in.</summary>
    /// <param name="host">The build.</param>
    /// <param name="path">The directory; a relative one starts at the current directory. <c>--working</c> wins over it.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path) =>
        host.ConfigureServices(services => services.UseWorkingDirectory(path));

    /// <summary>Sets the directory that tools are looked for in, and installed to.</summary>
    /// <param name="host">The build.</param>
    /// <param name="path">The directory; a relative one starts at the working directory.</param>
    /// <returns>The same build.</returns>
    public static CakeHost SetToolPath(this CakeHost host, DirectoryPath path) =>
        host.ConfigureServices(services => services.UseToolPath(path));

    /// <summary>Installs a tool before the first task runs.</summary>
    /// <param name="host">The build.</param>
    /// <param name="uri">
    /// The package, such as <c>scheme:?package=name&amp;version=1.0.0</c>. An installer for the scheme has to be registered.
    /// </param>
    /// <returns>The same build.</returns>
    public static CakeHost InstallTool(this CakeHost host, Uri uri) =>
        host.ConfigureServices(services => services.UseTool(uri));

    /// <summary>Sets one of Cake's settings.</summary>
    /// <param name="host">The build.</param>
    /// <param name="key">The setting's name.</param>
    /// <param name="value">The setting's value. An environment variable, cake.config and an argument win over it.</param>
    /// <returns>The same build.</returns>
    public static CakeHost UseCakeSetting(this CakeHost host, string key, string value) =>
        host.ConfigureServices(services => services.UseCakeSetting(key, value));
}
