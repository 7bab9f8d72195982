using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Tests.Fakes;

/// <summary>A folder that is gone after the test, and a topology's paths in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mysql replication ");

    public TemporaryFolder() => Paths = new TopologyPaths(_folder.FullName);

    /// <summary>A topology that lives directly in the folder.</summary>
    public TopologyPaths Paths { get; }

    public string this[params string[] parts] => Path.Combine([_folder.FullName, .. parts]);

    /// <summary>Writes a file, and makes its folder.</summary>
    public string Write(string content, params string[] parts)
    {
        var path = this[parts];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
