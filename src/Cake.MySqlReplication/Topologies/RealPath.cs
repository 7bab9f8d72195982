namespace Cake.MySqlReplication.Topologies;

/// <summary>Where a path leads once every link in it is followed, so that one server with three names counts once.</summary>
internal static class RealPath
{
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var parent = Path.GetDirectoryName(full);
        if (parent is null)
            return full;

        var entry = Path.Combine(Of(parent), Path.GetFileName(full));
        try
        {
            FileSystemInfo info = Directory.Exists(entry) ? new DirectoryInfo(entry) : new FileInfo(entry);
            return info.LinkTarget is null ? entry : info.ResolveLinkTarget(returnFinalTarget: true) is { } target ? target.FullName : entry;
        }
        catch (IOException)
        {
            // A link that leads in a circle, or one that may not be read, is its own end.
            return entry;
        }
    }
}
