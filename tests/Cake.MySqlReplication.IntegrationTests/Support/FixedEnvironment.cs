using Cake.Core;
using Cake.Core.IO;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>An environment with a working directory of its own: that of the process belongs to all tests.</summary>
internal sealed class FixedEnvironment(ICakeEnvironment environment, DirectoryPath workingDirectory) : ICakeEnvironment
{
    public DirectoryPath WorkingDirectory { get; set; } = workingDirectory;

    public DirectoryPath UserHomeDirectory => environment.UserHomeDirectory;

    public DirectoryPath ApplicationRoot => environment.ApplicationRoot;

    public ICakePlatform Platform => environment.Platform;

    public ICakeRuntime Runtime => environment.Runtime;

    public DirectoryPath GetSpecialPath(SpecialPath path) => environment.GetSpecialPath(path);

    public string GetEnvironmentVariable(string variable) => environment.GetEnvironmentVariable(variable);

    public IDictionary<string, string> GetEnvironmentVariables() => environment.GetEnvironmentVariables();
}
