using Cake.Core.IO;
using Cake.Frosting;
using FrostingHost;
using FrostingHost.Lifetimes;
using FrostingHost.Services;
using FrostingHost.Tasks;

var host = CakeHost.Create()
    .AddAssembly(typeof(GreetTask).Assembly)
    .UseContext<BuildContext>()
    .UseStartup<CounterStartup>()
    .UseModule<ClockModule>()
    .UsePackageInstaller<EmptyFileInstaller>()
    .UseCakeSetting("Host_Greeting", "hello from a setting");

// What a test wants otherwise than the rest, it says in the environment.
if (Setting("LIFETIMES") == "split")
    host.UseSetup<BuildSetup>().UseTeardown<BuildTeardown>().UseTaskSetup<TaskSetup>().UseTaskTeardown<TaskTeardown>();
else host.UseLifetime<BuildLifetime>().UseTaskLifetime<TaskLifetime>();
if (Setting("DIRECTORY") is { } directory) host.UseWorkingDirectory(new DirectoryPath(directory));
if (Setting("TOOL_PATH") is { } path) host.SetToolPath(new DirectoryPath(path));
if (Setting("TOOL") is { } tool) host.InstallTool(new Uri(tool));
if (Setting("REGISTRATION") == "broken") host.ConfigureServices(_ => throw new InvalidOperationException("registration failed"));

return host.Run(args);

static string? Setting(string name) => Environment.GetEnvironmentVariable($"FROSTING_HOST_{name}");
