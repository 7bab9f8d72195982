using System.Reflection;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Registers what every build needs. What the build itself registers comes after, and so wins.</summary>
internal static class BuildServices
{
    public static IServiceCollection AddHost(this IServiceCollection services, CommandLine line)
    {
        Cli.ServiceCollectionExtensions.UseModule(services, new CoreModule());
        services.AddSingleton<IConsole, CakeConsole>();
        services.AddSingleton<ICakeLog>(provider => new CakeBuildLog(provider.GetRequiredService<IConsole>(), line.Verbosity));
        services.AddSingleton<ICakeReportPrinter, CakeReportPrinter>();
        services.AddSingleton<ICakeArguments>(_ => new CakeArguments(line.Arguments));
        services.AddSingleton(ReadConfiguration);
        services.AddSingleton<IToolInstaller, FrostingToolInstaller>();
        services.AddSingleton<IFrostingContext, FrostingContext>();
        return services;
    }

    public static IServiceCollection AddTasksOf(this IServiceCollection services, IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies)
        {
            foreach (var type in assembly.GetExportedTypes())
                if (IsTask(type)) services.AddSingleton(typeof(IFrostingTask), type);
        }

        return services;
    }

    private static bool IsTask(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(IFrostingTask));

    private static ICakeConfiguration ReadConfiguration(IServiceProvider services)
    {
        var environment = services.GetRequiredService<ICakeEnvironment>();
        var settings = new Dictionary<string, string>();
        foreach (var setting in services.GetServices<CakeSetting>()) settings[setting.Key] = setting.Value;
        var arguments = services.GetRequiredService<ICakeArguments>().GetArguments()
            .ToDictionary(argument => argument.Key, argument => argument.Value.FirstOrDefault() ?? string.Empty);
        return new CakeConfigurationProvider(services.GetRequiredService<IFileSystem>(), environment)
            .CreateConfiguration(environment.WorkingDirectory, settings, arguments);
    }
}
