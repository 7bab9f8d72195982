using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <content>Commands that have no alias of their own.</content>
public static partial class DockerAliases
{
    /// <summary>Runs any docker command.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="command">The command with its options and arguments, as one would type it after <c>docker</c>. Appended as it is.</param>
    /// <returns>The lines that the client wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerCustomCommand(this ICakeContext context, string command) =>
        DockerCustomCommand(context, new DockerCustomCommandSettings(), command);

    /// <summary>Runs any docker command, with settings for the process.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="command">The command with its options and arguments, as one would type it after <c>docker</c>. Appended as it is.</param>
    /// <returns>The lines that the client wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerCustomCommand(
        this ICakeContext context,
        DockerCustomCommandSettings settings,
        string command)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentException.ThrowIfNullOrEmpty(command);
        return Lines(command, context, settings);
    }
}
