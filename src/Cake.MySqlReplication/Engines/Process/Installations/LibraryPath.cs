namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>Tells programs where libraries are that they do not find by themselves.</summary>
internal static class LibraryPath
{
    /// <summary>The variable for the system's own loader.</summary>
    public static IReadOnlyDictionary<string, string> Variables(IReadOnlyList<string> folders) =>
        folders.Count == 0 || OperatingSystem.IsWindows()
            ? new Dictionary<string, string>()
            : new Dictionary<string, string>
            {
                [OperatingSystem.IsMacOS() ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"] = string.Join(':', folders),
            };

    /// <summary>The words before a program that is run by a loader of its own.</summary>
    public static IReadOnlyList<string> Loader(string? loader, IReadOnlyList<string> folders) =>
        loader is null ? [] : [loader, "--library-path", string.Join(':', folders)];
}
