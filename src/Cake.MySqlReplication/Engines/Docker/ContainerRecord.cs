using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>
/// The identifier of a server's container, beside its option file: what is recorded can be removed before the engine has listed it.
/// Nothing depends on it, for what is not recorded is found by its labels.
/// </summary>
internal static class ContainerRecord
{
    private const string FileName = "container.id";

    // Identifiers are never given twice: https://docs.docker.com/reference/cli/docker/container/run/#cidfile.
    private const int Length = 64;

    /// <param name="topology">Whose server it is.</param>
    /// <param name="server">The server's name.</param>
    /// <param name="id">What the client printed; null where it printed nothing.</param>
    public static void Write(TopologyId topology, string server, string? id)
    {
        var file = Path.Combine(new TopologyPaths(topology.Base).ServerFolder(server), FileName);
        try
        {
            File.Delete(file);
            if (id is not null && IsIdentifier(id))
                File.WriteAllLines(file, [topology.Key, id]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is listed all the same.
        }
    }

    /// <summary>Those of all servers of a topology. A copy of its base folder is another topology's, and has none.</summary>
    public static IReadOnlyList<string> All(TopologyId topology)
    {
        try
        {
            return
            [
                .. Directory.GetDirectories(topology.Base)
                    .Where(folder => ServerNames.Possible.Contains(Path.GetFileName(folder)))
                    .Select(folder => Path.Combine(folder, FileName))
                    .Where(File.Exists)
                    .Select(File.ReadAllLines)
                    .Where(lines => lines is [var key, var id] && key == topology.Key && IsIdentifier(id))
                    .Select(lines => lines[1]),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsIdentifier(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);
}
