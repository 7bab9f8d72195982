using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Internal;

/// <summary>One run of a build's targets.</summary>
internal sealed class Build(IServiceProvider services, CommandLine line)
{
    private const string DefaultTarget = "Default";

    public void Run()
    {
        EnterWorkingDirectory();
        var context = services.GetRequiredService<IFrostingContext>();
        var engine = services.GetRequiredService<ICakeEngine>();
        RegisterLifetimes(engine, context);
        foreach (var task in services.GetServices<IFrostingTask>()) TaskRegistration.Register(engine, task, context);
        if (line.Mode == HostMode.Build) InstallTools();

        var host = CreateHost(engine, context);
        if (line.Exclusive) host.Settings.UseExclusiveTarget();
        host.RunTargetsAsync(line.Targets is [] ? [DefaultTarget] : line.Targets).GetAwaiter().GetResult();
    }

    private ScriptHost CreateHost(ICakeEngine engine, IFrostingContext context) => line.Mode switch
    {
        HostMode.DryRun => new DryRunScriptHost(engine, context, services.GetRequiredService<ICakeLog>()),
        HostMode.Tree => new TreeScriptHost(engine, context, services.GetRequiredService<IConsole>()),
        HostMode.Description => CreateDescriptionHost(engine, context),
        _ => new BuildScriptHost(
            engine,
            services.GetRequiredService<IExecutionStrategy>(),
            context,
            services.GetRequiredService<ICakeReportPrinter>(),
            services.GetRequiredService<ICakeConfiguration>(),
            services.GetRequiredService<ICakeLog>()),
    };

    // On its own, so that other modes do not load Spectre.Console.
    private static DescriptionScriptHost CreateDescriptionHost(ICakeEngine engine, IFrostingContext context) =>
        new(engine, context, AnsiConsole.Console);

    private void EnterWorkingDirectory()
    {
        var path = line.WorkingDirectory is { } given ? new DirectoryPath(given) : services.GetService<WorkingDirectory>()?.Path;
        if (path is null) return;
        var environment = services.GetRequiredService<ICakeEnvironment>();
        var absolute = path.MakeAbsolute(environment);
        if (!services.GetRequiredService<IFileSystem>().GetDirectory(absolute).Exists)
            throw new FrostingException($"The working directory '{absolute.FullPath}' does not exist.");
        environment.WorkingDirectory = absolute;
    }

    private void InstallTools()
    {
        foreach (var tool in services.GetServices<PackageReference>()) services.GetRequiredService<IToolInstaller>().Install(tool);
    }

    private void RegisterLifetimes(ICakeEngine engine, IFrostingContext context)
    {
        foreach (var setup in services.GetServices<IFrostingSetup>())
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        foreach (var teardown in services.GetServices<IFrostingTeardown>())
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        foreach (var setup in services.GetServices<IFrostingTaskSetup>())
            engine.RegisterTaskSetupAction(info => setup.Setup(context, info));
        foreach (var teardown in services.GetServices<IFrostingTaskTeardown>())
            engine.RegisterTaskTeardownAction(info => teardown.Teardown(context, info));
    }
}
