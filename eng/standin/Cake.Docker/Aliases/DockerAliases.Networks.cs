using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <content>Networks, and the containers in them.</content>
public static partial class DockerAliases
{
    /// <summary>Creates a network.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerNetworkCreate(this ICakeContext context, params string[] args) =>
        DockerNetworkCreate(context, null, args);

    /// <summary>Creates a network, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerNetworkCreate(this ICakeContext context, DockerNetworkCreateSettings? settings, params string[] args) =>
        Run("network create", context, settings, args);

    /// <summary>Removes a network.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="network">The network, or the networks.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerNetworkRemove(this ICakeContext context, string network, params string[] args) =>
        DockerNetworkRemove(context, [network], args);

    /// <summary>Removes networks.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="network">The network, or the networks.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerNetworkRemove(this ICakeContext context, string[] network, params string[] args)
    {
        ArgumentNullException.ThrowIfNull(network);
        foreach (var one in network)
            ArgumentException.ThrowIfNullOrEmpty(one, nameof(network));

        Run<DockerNetworkRemoveSettings>("network rm", context, null, [.. network, .. args]);
    }

    /// <summary>Puts a container into a network.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="network">The network, or the networks.</param>
    /// <param name="container">The name or the id of the container.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerNetworkConnect(this ICakeContext context, string network, string container, params string[] args) =>
        DockerNetworkConnect(context, null, network, container, args);

    /// <summary>Puts a container into a network, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="network">The network, or the networks.</param>
    /// <param name="container">The name or the id of the container.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerNetworkConnect(
        this ICakeContext context,
        DockerNetworkConnectSettings? settings,
        string network,
        string container,
        params string[] args)
    {
        ArgumentException.ThrowIfNullOrEmpty(network);
        ArgumentException.ThrowIfNullOrEmpty(container);
        Run("network connect", context, settings, [network, container, .. args]);
    }

    /// <summary>Takes a container out of a network: the network and the container.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerNetworkDisconnect(this ICakeContext context, params string[] args) =>
        DockerNetworkDisconnect(context, null, args);

    /// <summary>Takes a container out of a network, with options: the network and the container.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="args">What follows. Appended as it is: quote what needs quoting.</param>
    [CakeMethodAlias]
    public static void DockerNetworkDisconnect(
        this ICakeContext context,
        DockerNetworkDisconnectSettings? settings,
        params string[] args) =>
        Run("network disconnect", context, settings, args);
}
