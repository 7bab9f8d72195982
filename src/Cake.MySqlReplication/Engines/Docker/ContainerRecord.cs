using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>The identifier of a server's container, beside its option file: what is recorded can be removed before the engine has listed it.</summary>
internal static class ContainerRecord
{
    private const string FileName = "container.id";

    // https://docs.docker.com/reference/cli/docker/container/run/#cidfile: identifiers are never given twice.
    private const int Length = 64;

    public static void Write(string serverFolder, string id) => File.WriteAllText(Path.Combine(serverFolder, FileName), id);

    /// <summary>Those of all servers below a base folder.</summary>
    public static IReadOnlyList<string> All(string baseFolder)
    {
        try
        {
            return
            [
                .. Directory.GetDirectories(baseFolder)
                    .Where(folder => ServerNames.Possible.Contains(Path.GetFileName(folder)))
                    .Select(folder => Path.Combine(folder, FileName))
                    .Where(File.Exists)
                    .Select(file => File.ReadAllText(file).Trim())
                    .Where(id => id.Length == Length && id.All(char.IsAsciiHexDigitLower)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // They are listed all the same.
            return [];
        }
    }
}
