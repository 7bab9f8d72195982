namespace Cake.MySqlReplication.Topologies;

/// <summary>Where a path leads once every link in it is followed, so that one folder with three names counts once.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    public static string Of(string path) => Of(Path.GetFullPath(path), MostLinks);

    private static string Of(string full, int links)
    {
        var parent = Path.GetDirectoryName(full);
        if (parent is null || links == 0)
            return full;

        var entry = Path.Combine(Of(parent, links), Path.GetFileName(full));
        try
        {
            FileSystemInfo info = Directory.Exists(entry) ? new DirectoryInfo(entry) : new FileInfo(entry);
            // What a link names may lie behind further links.
            return info.LinkTarget is { } target ? Of(Path.GetFullPath(target, Path.GetDirectoryName(entry)!), links - 1) : entry;
        }
        catch (IOException)
        {
            // A link that leads in a circle, or one that may not be read, is its own end.
            return entry;
        }
    }
}
