using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Tests.Engines.Process.Installations;

/// <summary>A folder of a test's own, gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    // A folder for temporary files may be a link itself, as on macOS.
    public string Path { get; } = RealPath.Of(Directory.CreateTempSubdirectory("installations-").FullName);

    public string At(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Writes a file, with the folders above it.</summary>
    public string Write(string name, string text = "")
    {
        var path = At(name.Split('/'));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A program that says that it is a server, and can do nothing else.</summary>
    public string WriteServer(string name, string version)
    {
        var path = Write(name, $"#!/bin/sh\necho \"$0  Ver {version} for Linux on x86_64\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
