using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>The docker client as a Cake tool.</summary>
/// <typeparam name="TSettings">The settings of the command that is run.</typeparam>
public abstract class DockerTool<TSettings> : Tool<TSettings>
    where TSettings : ToolSettings
{
    private readonly ICakeEnvironment _environment;

    /// <summary>Creates the tool.</summary>
    /// <param name="fileSystem">Where the client is looked for.</param>
    /// <param name="environment">The environment that the client is run in.</param>
    /// <param name="processRunner">Starts the client.</param>
    /// <param name="tools">Finds the client.</param>
    protected DockerTool(IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
        : base(fileSystem, environment, processRunner, tools)
    {
        _environment = environment;
    }

    /// <inheritdoc />
    protected override string GetToolName() => "Docker";

    /// <inheritdoc />
    /// <remarks>Windows Subsystem for Linux sees both clients; the native one comes first.</remarks>
    protected override IEnumerable<string> GetToolExecutableNames() =>
        _environment.Platform.IsUnix() ? ["docker", "docker.exe"] : ["docker.exe", "docker"];

    /// <inheritdoc />
    protected override IEnumerable<FilePath> GetAlternativeToolPaths(TSettings settings) => [];
}
