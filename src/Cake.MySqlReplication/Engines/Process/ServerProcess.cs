using System.Text.Json;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>A process as recorded beside its server's option file.</summary>
/// <param name="Id">Its number, which the system gives to another once it has ended.</param>
/// <param name="Birth">What tells it from that other.</param>
/// <param name="Initialises">Whether it merely fills the data directory.</param>
internal sealed record ServerProcess(int Id, string Birth, bool Initialises)
{
    private const string FileName = "process.json";

    /// <summary>The recorded process; null where there is none.</summary>
    public static ServerProcess? Read(string serverFolder)
    {
        try
        {
            return JsonFields.Read(
                File.ReadAllBytes(Path.Combine(serverFolder, FileName)),
                json => new ServerProcess(json.NeededNumber(nameof(Id)), json.Needed(nameof(Birth)), json.Flag(nameof(Initialises))));
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string serverFolder) =>
        PrivateFile.Write(Path.Combine(serverFolder, FileName), JsonFields.Write(writer =>
        {
            writer.WriteNumber(nameof(Id), Id);
            writer.WriteString(nameof(Birth), Birth);
            writer.WriteBoolean(nameof(Initialises), Initialises);
        }));

    public static bool IsRecorded(string serverFolder) => File.Exists(Path.Combine(serverFolder, FileName));

    public static void Delete(string serverFolder)
    {
        if (Directory.Exists(serverFolder))
            File.Delete(Path.Combine(serverFolder, FileName));
    }
}
