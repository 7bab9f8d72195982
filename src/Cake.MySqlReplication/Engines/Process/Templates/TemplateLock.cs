namespace Cake.MySqlReplication.Engines.Process.Templates;

/// <summary>
/// Many may copy a template at once, and one alone may make or remove it: in this build and in others. The system lets go
/// of it when a process dies.
/// </summary>
internal sealed class TemplateLock : IDisposable
{
    private readonly FileStream _file;

    private TemplateLock(FileStream file) => _file = file;

    /// <summary>For copying; null where somebody makes or removes the template, or where there never was one.</summary>
    public static TemplateLock? TryShare(string path) => TryOpen(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>For making or removing; null where somebody copies, makes or removes it.</summary>
    /// <exception cref="IOException">Its file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Its file is somebody else's.</exception>
    public static TemplateLock? TryTake(string path) => TryOpen(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    public void Dispose() => _file.Dispose();

    private static TemplateLock? TryOpen(string path, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new TemplateLock(new FileStream(path, mode, access, share));
        }
        catch (Exception exception) when (mode == FileMode.Open ? exception is IOException or UnauthorizedAccessException : exception is IOException && File.Exists(path))
        {
            return null;
        }
    }
}
