namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>A file of a bundle as it was when the bundle was made.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Sum">The SHA-256 checksum of its contents in hexadecimal digits; of a link, where it leads.</param>
/// <param name="Written">When it was written, in ticks of UTC. Where that is so still, the checksum is not computed again.</param>
internal sealed record BundleFile(long Length, string Sum, long Written);
