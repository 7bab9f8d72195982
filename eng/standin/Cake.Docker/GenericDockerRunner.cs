using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Docker.Rendering;

namespace Cake.Docker;

/// <summary>Runs any docker command whose options are the properties of a settings class.</summary>
/// <typeparam name="TSettings">The settings of the command.</typeparam>
public class GenericDockerRunner<TSettings> : DockerTool<TSettings>
    where TSettings : AutoToolSettings, new()
{
    /// <summary>Creates the runner.</summary>
    /// <param name="fileSystem">Where the client is looked for.</param>
    /// <param name="environment">The environment that the client is run in.</param>
    /// <param name="processRunner">Starts the client.</param>
    /// <param name="tools">Finds the client.</param>
    public GenericDockerRunner(IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
        : base(fileSystem, environment, processRunner, tools)
    {
    }

    /// <summary>Runs a command; its output goes where the build's own output goes.</summary>
    /// <param name="command">The command's words, such as <c>network create</c>.</param>
    /// <param name="settings">The command's options.</param>
    /// <param name="additional">What follows the options. Appended as it is: quote what needs quoting.</param>
    /// <exception cref="CakeException">The client is missing, or ended with another exit code than 0.</exception>
    public void Run(string command, TSettings settings, string[] additional)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(additional);
        Run(settings, CommandLine.Render(command, settings, additional));
    }

    /// <summary>Runs a command and hands over the lines that it wrote to its standard output.</summary>
    /// <typeparam name="T">What a line is turned into.</typeparam>
    /// <param name="command">The command's words, such as <c>container ls</c>.</param>
    /// <param name="settings">The command's options.</param>
    /// <param name="processOutput">Turns the lines into the result.</param>
    /// <param name="arguments">What follows the options. Appended as it is: quote what needs quoting.</param>
    /// <returns>What <paramref name="processOutput"/> made of the lines.</returns>
    /// <exception cref="CakeException">The client is missing, or ended with another exit code than 0.</exception>
    public T[] RunWithResult<T>(
        string command,
        TSettings settings,
        Func<IEnumerable<string>, T[]> processOutput,
        params string[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(processOutput);

        T[] result = [];
        Run(
            settings,
            CommandLine.Render(command, settings, arguments),
            new ProcessSettings { RedirectStandardOutput = true },
            process => result = processOutput(process.GetStandardOutput()));
        return result;
    }
}
