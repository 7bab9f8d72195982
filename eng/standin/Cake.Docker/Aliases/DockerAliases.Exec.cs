using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <content>Running commands in containers, and copying to and from them.</content>
public static partial class DockerAliases
{
    /// <summary>Runs a command in a running container.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="container">The name or the id of the container.</param>
    /// <param name="command">What to run in the container. Appended as it is.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerExec(this ICakeContext context, string container, string command, params string[] args) =>
        DockerExec(context, null, container, command, args);

    /// <summary>Runs a command in a running container, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="container">The name or the id of the container.</param>
    /// <param name="command">What to run in the container. Appended as it is.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerExec(
        this ICakeContext context,
        DockerContainerExecSettings? settings,
        string container,
        string command,
        params string[] args)
    {
        ArgumentException.ThrowIfNullOrEmpty(container);
        ArgumentException.ThrowIfNullOrEmpty(command);
        Run("exec", context, settings, [container, command, .. args]);
    }

    /// <summary>Copies files between a container and the machine.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="from">What to copy: a path, or CONTAINER:PATH.</param>
    /// <param name="to">Where to: a path, or CONTAINER:PATH.</param>
    [CakeMethodAlias]
    public static void DockerCp(this ICakeContext context, string from, string to) =>
        DockerCp(context, from, to, null);

    /// <summary>Copies files between a container and the machine, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="from">What to copy: a path, or CONTAINER:PATH.</param>
    /// <param name="to">Where to: a path, or CONTAINER:PATH.</param>
    /// <param name="settings">The options.</param>
    [CakeMethodAlias]
    public static void DockerCp(this ICakeContext context, string from, string to, DockerContainerCpSettings? settings)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        Run("cp", context, settings, from, to);
    }
}
