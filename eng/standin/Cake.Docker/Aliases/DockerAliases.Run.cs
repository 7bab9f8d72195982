using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <content>Running containers.</content>
public static partial class DockerAliases
{
    /// <summary>Runs a container, and hands over the first line that the client wrote.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="image">The image. Appended as it is.</param>
    /// <param name="command">What to run in the container. Appended as it is.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    /// <returns>The first line: the id of the container when detached; null when there was none.</returns>
    [CakeMethodAlias]
    public static string? DockerRun(this ICakeContext context, string image, string? command, params string[] args) =>
        DockerRun(context, null, image, command!, args);

    /// <summary>Runs a container with options, and hands over the first line that the client wrote.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="image">The image. Appended as it is.</param>
    /// <param name="command">What to run in the container. Appended as it is.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    /// <returns>The first line: the id of the container when detached; null when there was none.</returns>
    [CakeMethodAlias]
    public static string? DockerRun(
        this ICakeContext context,
        DockerContainerRunSettings? settings,
        string image,
        string? command,
        params string[] args) =>
        Lines("run", context, settings, ImageAndCommand(image, command, args)).FirstOrDefault();

    /// <summary>Runs a container; its output goes where the build's own output goes.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="image">The image. Appended as it is.</param>
    /// <param name="command">What to run in the container. Appended as it is.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerRunWithoutResult(this ICakeContext context, string image, string? command, params string[] args) =>
        DockerRunWithoutResult(context, null, image, command, args);

    /// <summary>Runs a container with options; its output goes where the build's own output goes.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="image">The image. Appended as it is.</param>
    /// <param name="command">What to run in the container. Appended as it is.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerRunWithoutResult(
        this ICakeContext context,
        DockerContainerRunSettings? settings,
        string image,
        string? command,
        params string[] args) =>
        Run("run", context, settings, ImageAndCommand(image, command, args));

    private static string[] ImageAndCommand(string image, string? command, string[] args)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        return string.IsNullOrEmpty(command) ? [image] : [image, command, .. args];
    }
}
