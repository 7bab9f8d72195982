using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <content>Volumes.</content>
public static partial class DockerAliases
{
    /// <summary>Creates a volume.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="volume">The name of the volume.</param>
    [CakeMethodAlias]
    public static void DockerVolumeCreate(this ICakeContext context, string volume) =>
        DockerVolumeCreate(context, null, volume);

    /// <summary>Creates a volume, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="volume">The name of the volume.</param>
    [CakeMethodAlias]
    public static void DockerVolumeCreate(this ICakeContext context, DockerVolumeCreateSettings? settings, string volume)
    {
        ArgumentException.ThrowIfNullOrEmpty(volume);
        Run("volume create", context, settings, volume);
    }

    /// <summary>Lists volumes, line by line.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <returns>The lines that the client wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerVolumeLs(this ICakeContext context, DockerVolumeLsSettings? settings) =>
        Lines("volume ls", context, settings);

    /// <summary>Describes volumes.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="volumes">The names of the volumes.</param>
    /// <returns>The lines that the client wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerVolumeInspect(this ICakeContext context, string[] volumes) =>
        DockerVolumeInspect(context, null, volumes);

    /// <summary>Describes volumes, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="volumes">The names of the volumes.</param>
    /// <returns>The lines that the client wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerVolumeInspect(
        this ICakeContext context,
        DockerVolumeInspectSettings? settings,
        string[] volumes)
    {
        RequireSome(volumes);
        return Lines("volume inspect", context, settings, volumes);
    }

    /// <summary>Removes volumes.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="volumes">The names of the volumes.</param>
    [CakeMethodAlias]
    public static void DockerVolumeRm(this ICakeContext context, string[] volumes) =>
        DockerVolumeRm(context, null, volumes);

    /// <summary>Removes volumes, with options.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    /// <param name="volumes">The names of the volumes.</param>
    [CakeMethodAlias]
    public static void DockerVolumeRm(this ICakeContext context, DockerVolumeRmSettings? settings, string[] volumes)
    {
        RequireSome(volumes);
        Run("volume rm", context, settings, volumes);
    }

    /// <summary>Removes unused volumes.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The options.</param>
    [CakeMethodAlias]
    public static void DockerVolumePrune(this ICakeContext context, DockerVolumePruneSettings? settings) =>
        Run("volume prune", context, settings);
}
