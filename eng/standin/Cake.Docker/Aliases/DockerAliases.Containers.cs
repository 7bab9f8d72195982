using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <content>Starting, stopping, removing and listing containers.</content>
public static partial class DockerAliases
{
    /// <summary>Starts stopped containers.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="containers">The names or ids of the containers.</param>
    [CakeMethodAlias]
    public static void DockerStart(this ICakeContext context, params string[] containers) =>
        DockerStart(context, null, containers);

    /// <summary>Starts stopped containers, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="containers">The names or ids of the containers.</param>
    [CakeMethodAlias]
    public static void DockerStart(this ICakeContext context, DockerContainerStartSettings? settings, params string[] containers)
    {
        RequireSome(containers);
        Run("start", context, settings, containers);
    }

    /// <summary>Stops running containers.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="containers">The names or ids of the containers.</param>
    [CakeMethodAlias]
    public static void DockerStop(this ICakeContext context, params string[] containers) =>
        DockerStop(context, null, containers);

    /// <summary>Stops running containers, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="containers">The names or ids of the containers.</param>
    [CakeMethodAlias]
    public static void DockerStop(this ICakeContext context, DockerContainerStopSettings? settings, params string[] containers)
    {
        RequireSome(containers);
        Run("stop", context, settings, containers);
    }

    /// <summary>Removes containers.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="containers">The names or ids of the containers.</param>
    [CakeMethodAlias]
    public static void DockerRm(this ICakeContext context, params string[] containers) =>
        DockerRm(context, null, containers);

    /// <summary>Removes containers, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="containers">The names or ids of the containers.</param>
    [CakeMethodAlias]
    public static void DockerRm(this ICakeContext context, DockerContainerRmSettings? settings, params string[] containers)
    {
        RequireSome(containers);
        Run("rm", context, settings, containers);
    }

    /// <summary>Lists containers, as one text.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <returns>What the client wrote, its lines joined.</returns>
    [CakeMethodAlias]
    public static string DockerPs(this ICakeContext context, DockerContainerPsSettings? settings) =>
        string.Join('\n', Lines("ps", context, settings));

    /// <summary>Lists containers, line by line.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <returns>The lines that the client wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerContainerLs(this ICakeContext context, DockerContainerLsSettings? settings) =>
        Lines("container ls", context, settings);

    /// <summary>Reads what a container wrote to its standard output.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="container">The name or the id of the container.</param>
    /// <returns>The lines that the client wrote to its standard output.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerLogs(this ICakeContext context, string container) =>
        DockerLogs(context, null, container);

    /// <summary>Reads what a container wrote to its standard output, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="container">The name or the id of the container.</param>
    /// <returns>The lines that the client wrote to its standard output.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerLogs(
        this ICakeContext context,
        DockerContainerLogsSettings? settings,
        string container)
    {
        ArgumentException.ThrowIfNullOrEmpty(container);
        return Lines("logs", context, settings, container);
    }
}
