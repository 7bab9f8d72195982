using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>What a build can be given, as registrations of its services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Gives the build its context.</summary>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <param name="services">The build's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext =>
        services.AddSingleton<IFrostingContext, TContext>();

    /// <summary>Adds something to do before the first task and after the last.</summary>
    /// <typeparam name="TLifetime">What to do.</typeparam>
    /// <param name="services">The build's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime
    {
        services.AddSingleton<TLifetime>();
        services.AddSingleton<IFrostingSetup>(provider => provider.GetRequiredService<TLifetime>());
        return services.AddSingleton<IFrostingTeardown>(provider => provider.GetRequiredService<TLifetime>());
    }

    /// <summary>Adds something to do before the first task.</summary>
    /// <typeparam name="TSetup">What to do.</typeparam>
    /// <param name="services">The build's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup =>
        services.AddSingleton<IFrostingSetup, TSetup>();

    /// <summary>Adds something to do after the last task.</summary>
    /// <typeparam name="TTeardown">What to do.</typeparam>
    /// <param name="services">The build's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown =>
        services.AddSingleton<IFrostingTeardown, TTeardown>();

    /// <summary>Adds something to do before each task and after it.</summary>
    /// <typeparam name="TLifetime">What to do.</typeparam>
    /// <param name="services">The build's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime
    {
        services.AddSingleton<TLifetime>();
        services.AddSingleton<IFrostingTaskSetup>(provider => provider.GetRequiredService<TLifetime>());
        return services.AddSingleton<IFrostingTaskTeardown>(provider => provider.GetRequiredService<TLifetime>());
    }

    /// <summary>Adds something to do before each task.</summary>
    /// <typeparam name="TSetup">What to do.</typeparam>
    /// <param name="services">The build's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup =>
        services.AddSingleton<IFrostingTaskSetup, TSetup>();

    /// <summary>Adds something to do after each task.</summary>
    /// <typeparam name="TTeardown">What to do.</typeparam>
    /// <param name="services">The build's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown =>
        services.AddSingleton<IFrostingTaskTeardown, TTeardown>();

    /// <summary>Adds a Cake module.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <param name="services">The build's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new() =>
        Cli.ServiceCollectionExtensions.UseModule(services, new TModule());

    /// <summary>Adds an installer of packages, for the schemes that <c>InstallTool</c> is to understand.</summary>
    /// <typeparam name="TPackageInstaller">The installer.</typeparam>
    /// <param name="services">The build's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UsePackageInstaller<TPackageInstaller>(this IServiceCollection services)
        where TPackageInstaller : class, IPackageInstaller =>
        services.AddSingleton<IPackageInstaller, TPackageInstaller>();

    /// <summary>Sets the directory that the build works in.</summary>
    /// <param name="services">The build's services.</param>
    /// <param name="path">The directory; a relative one starts at the current directory. <c>--working</c> wins over it.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path) =>
        services.AddSingleton(new WorkingDirectory(path));

    /// <summary>Sets the directory that tools are looked for in, and installed to.</summary>
    /// <param name="services">The build's services.</param>
    /// <param name="toolPath">The directory; a relative one starts at the working directory.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseToolPath(this IServiceCollection services, DirectoryPath toolPath) =>
        services.UseCakeSetting(SettingNames.ToolPath, toolPath.FullPath);

    /// <summary>Installs a tool before the first task runs.</summary>
    /// <param name="services">The build's services.</param>
    /// <param name="uri">
    /// The package, such as <c>scheme:?package=name&amp;version=1.0.0</c>. An installer for the scheme has to be registered.
    /// </param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTool(this IServiceCollection services, Uri uri) =>
        services.AddSingleton(new PackageReference(uri));

    /// <summary>Sets one of Cake's settings.</summary>
    /// <param name="services">The build's services.</param>
    /// <param name="key">The setting's name.</param>
    /// <param name="value">The setting's value. An environment variable, cake.config and an argument win over it.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string value) =>
        services.AddSingleton(new CakeSetting(key, value));
}
