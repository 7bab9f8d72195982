using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <content>Getting, building, naming, listing and removing images.</content>
public static partial class DockerAliases
{
    /// <summary>Pulls an image.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="imageReference">The image.</param>
    [CakeMethodAlias]
    public static void DockerPull(this ICakeContext context, string imageReference) =>
        DockerPull(context, null, imageReference);

    /// <summary>Pulls an image, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="imageReference">The image.</param>
    [CakeMethodAlias]
    public static void DockerPull(this ICakeContext context, DockerImagePullSettings? settings, string imageReference)
    {
        ArgumentException.ThrowIfNullOrEmpty(imageReference);
        Run("pull", context, settings, imageReference);
    }

    /// <summary>Loads images from an archive.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    [CakeMethodAlias]
    public static void DockerLoad(this ICakeContext context, DockerImageLoadSettings? settings) =>
        Run("load", context, settings);

    /// <summary>Builds an image.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="path">The build context; quoted unless it is already.</param>
    [CakeMethodAlias]
    public static void DockerBuild(this ICakeContext context, string path) =>
        DockerBuild(context, null, path);

    /// <summary>Builds an image, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="path">The build context; quoted unless it is already.</param>
    [CakeMethodAlias]
    public static void DockerBuild(this ICakeContext context, DockerImageBuildSettings? settings, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Run("image build", context, settings, IsQuoted(path) ? path : $"\"{path}\"");
    }

    /// <summary>Gives an image a further name.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="imageReference">The image.</param>
    /// <param name="registryReference">The further name.</param>
    [CakeMethodAlias]
    public static void DockerTag(this ICakeContext context, string imageReference, string registryReference)
    {
        ArgumentException.ThrowIfNullOrEmpty(imageReference);
        ArgumentException.ThrowIfNullOrEmpty(registryReference);
        Run<DockerCustomCommandSettings>("tag", context, null, imageReference, registryReference);
    }

    /// <summary>Lists images, line by line.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <returns>The lines that the client wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerImageLs(this ICakeContext context, DockerImageLsSettings? settings) =>
        Lines("image ls", context, settings);

    /// <summary>Removes images.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="images">The images. Appended as they are.</param>
    [CakeMethodAlias]
    public static void DockerRmi(this ICakeContext context, params string[] images) =>
        DockerRemove(context, null, images);

    /// <summary>Removes images, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="images">The images. Appended as they are.</param>
    [CakeMethodAlias]
    public static void DockerRemove(this ICakeContext context, DockerImageRemoveSettings? settings, params string[] images)
    {
        RequireSome(images);
        Run("rmi", context, settings, images);
    }

    private static bool IsQuoted(string path) => path.Trim() is ['"', .., '"'];
}
