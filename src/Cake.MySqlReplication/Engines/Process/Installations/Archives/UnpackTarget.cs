namespace Cake.MySqlReplication.Engines.Process.Installations.Archives;

/// <summary>
/// A folder that an archive is unpacked into, and that nothing in the archive can lead out of: no absolute name, no
/// climbing, no link to elsewhere, and nothing is ever written through a link.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="archive">What the archive is called in messages.</param>
/// <param name="report">Called again and again while a file is written.</param>
internal sealed class UnpackTarget(string folder, string archive, Action? report = null)
{
    /// <summary>Far beyond any server: an archive that unpacks to more is meant to fill the disk.</summary>
    private const long MostBytes = 20L << 30;

    private const UnixFileMode AllMayRead = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode AllMayRun = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    private readonly List<(string Path, string Target)> _links = [];
    private readonly HashSet<string> _linkPaths = new(StringComparer.OrdinalIgnoreCase);
    private long _bytes;

    public void AddFolder(string name) => MakeFolder(Locate(name, name));

    public void AddFile(string name, Stream content, UnixFileMode mode)
    {
        var path = Locate(name, name);
        MakeFolder(Path.GetDirectoryName(path)!);
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write))
        {
            var buffer = new byte[128 * 1024];
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                _bytes += read;
                if (_bytes > MostBytes)
                    throw Refused(name, $"the archive unpacks to more than {MostBytes >> 30} GB");
                file.Write(buffer.AsSpan(0, read));
                report?.Invoke();
            }
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, AllMayRead | ((mode & AllMayRun) != 0 ? AllMayRun : 0));
    }

    /// <summary>A second name of a file that came before.</summary>
    public void AddCopy(string name, string target)
    {
        var source = Locate(target, name);
        var path = Locate(name, name);
        if (!File.Exists(source))
            throw Refused(name, $"it is a second name of '{target}', which is not in the archive");
        if (source == path)
            return;
        MakeFolder(Path.GetDirectoryName(path)!);
        File.Copy(source, path, overwrite: true);
    }

    /// <summary>A link; it is made when everything else is there, so that nothing can be written through it.</summary>
    public void AddLink(string name, string target)
    {
        var path = Locate(name, name);
        var parts = target.Split('/', '\\');
        var climbsLate = parts.SkipWhile(part => part is ".." or "." or "").Contains("..");
        if (IsAbsolute(target) || climbsLate || !IsInside(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target))))
            throw Refused(name, $"it is a link to '{target}', outside of the folder that it is unpacked into");
        _linkPaths.Add(path);
        _links.Add((path, target));
    }

    public void MakeLinks()
    {
        foreach (var (path, target) in _links)
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
                File.CreateSymbolicLink(path, target);
        }
    }

    public MySqlReplicationException Refused(string name, string reason) =>
        new($"{archive} is refused: the entry '{name}' cannot be trusted, because {reason}. Nothing of it was kept. Get the archive from its vendor.");

    /// <param name="name">A path in the archive.</param>
    /// <param name="entry">The entry to blame.</param>
    private string Locate(string name, string entry)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || IsAbsolute(name))
            throw Refused(entry, "its path is absolute or empty");
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(_root, name)));
        if (!IsInside(path) || name.Split('/', '\\').Contains(".."))
            throw Refused(entry, "its path climbs out of the folder that it is unpacked into");
        for (var parent = path; parent is not null && parent != _root; parent = Path.GetDirectoryName(parent))
        {
            if (_linkPaths.Contains(parent))
                throw Refused(entry, "it lies behind a link of the same archive");
        }

        return path;
    }

    private bool IsInside(string path) =>
        path == _root || path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // On every system, what is absolute on any: an archive is the same everywhere.
    private static bool IsAbsolute(string path) =>
        path.StartsWith('/') || path.StartsWith('\\') || (path.Length > 1 && path[1] == ':');

    private void MakeFolder(string path)
    {
        Directory.CreateDirectory(path);
        for (var made = path; !OperatingSystem.IsWindows() && made is not null && made != _root; made = Path.GetDirectoryName(made))
            File.SetUnixFileMode(made, AllMayRead | AllMayRun);
    }
}
