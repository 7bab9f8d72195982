using System.Text.Json;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>What all servers of a topology share on this machine. Recorded, so that a later build starts them in the same way.</summary>
internal sealed record ProcessSite
{
    private const string FileName = "mysql-replication.processes.json";

    /// <summary>The program that they run, but for some.</summary>
    public required ServerInstallation Installation { get; init; }

    /// <summary>The programs of servers that run another one, by server.</summary>
    public IReadOnlyDictionary<string, ServerInstallation> Others { get; init; } = new Dictionary<string, ServerInstallation>();

    /// <summary>The account that they run under; null for that of the build.</summary>
    public ServerAccount? Account { get; init; }

    /// <summary>A folder of our own outside the base folder, for what cannot be in it; null where everything can.</summary>
    public string? PrivateFolder { get; init; }

    /// <summary>Whether data directories are in the private folder, too, because the account cannot enter the base folder.</summary>
    public bool KeepsDataPrivate { get; init; }

    public ServerInstallation InstallationOf(string server) => Others.GetValueOrDefault(server, Installation);

    /// <summary>The recorded site; null where there is none.</summary>
    public static ProcessSite? Read(string baseFolder)
    {
        if (!File.Exists(PathIn(baseFolder)))
            return null;
        try
        {
            return JsonFields.Read(File.ReadAllBytes(PathIn(baseFolder)), ProcessSiteJson.Read);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    public void Write(string baseFolder) =>
        PrivateFile.Write(PathIn(baseFolder), JsonFields.Write(writer => ProcessSiteJson.Write(writer, this)));

    public static void Delete(string baseFolder)
    {
        if (!Directory.Exists(baseFolder))
            return;
        PrivateFile.Delete(PathIn(baseFolder));
    }

    private static string PathIn(string baseFolder) => Path.Combine(baseFolder, FileName);
}
