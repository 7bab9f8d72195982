using Cake.Frosting;
using FrostingHost;
using FrostingHost.Tasks;
using Microsoft.Extensions.DependencyInjection;

var host = new CakeHost()
    .AddAssembly(typeof(GreetTask).Assembly)
    .UseContext<BuildContext>()
    .UseLifetime<BuildLifetime>()
    .UseTaskLifetime<TaskLifetime>()
    .UseCakeSetting("Host_Greeting", "hello from a setting")
    .ConfigureServices(services => services.AddSingleton<Counter>());

if (Environment.GetEnvironmentVariable("FROSTING_HOST_DIRECTORY") is { } directory) host.UseWorkingDirectory(directory);
if (Environment.GetEnvironmentVariable("FROSTING_HOST_TOOL") is { } tool) host.InstallTool(new Uri(tool));

return host.Run(args);
