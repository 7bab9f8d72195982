using Cake.MySqlReplication.Engines.Process.Systems;

namespace Cake.MySqlReplication.Engines.Process.Templates;

/// <summary>Copies data directories into the cache and out of it.</summary>
internal sealed class TemplateCopy(IProcessSystem system)
{
    // Each server has an identity of its own, and keys that nobody else has.
    private static readonly string[] Own = ["auto.cnf", "*.pem", "*.pid", "*.err"];

    /// <summary>Takes away what belongs to one server alone, so that what is left may be copied to any.</summary>
    public static void Strip(string data)
    {
        foreach (var file in Own.SelectMany(pattern => Directory.GetFiles(data, pattern)))
            File.Delete(file);
    }

    /// <summary>Copies a data directory into an empty folder of the cache, to stay there.</summary>
    public static TemplateManifest Keep(string data, string kept)
    {
        var manifest = TemplateManifest.Of(data);
        foreach (var folder in manifest.Folders)
            Directory.CreateDirectory(Path.Combine(kept, folder));
        Each(manifest, name => FileCopy.CopyWithHoles(Path.Combine(data, name), Path.Combine(kept, name)));
        return TemplateManifest.Of(kept);
    }

    /// <summary>Copies what is kept into an empty data directory of a server, and gives it to the account that the server runs under.</summary>
    public void Fill(TemplateManifest manifest, string kept, string data, ServerAccount? account)
    {
        foreach (var folder in manifest.Folders)
            Give(Directory.CreateDirectory(Path.Combine(data, folder)).FullName, account);
        Each(manifest, name =>
        {
            var target = Path.Combine(data, name);
            FileCopy.Copy(Path.Combine(kept, name), target);
            Give(target, account);
        });
    }

    private void Give(string path, ServerAccount? account)
    {
        if (account is not null)
            system.Give(path, account);
    }

    /// <summary>The largest files first, so that none of them is left for the end.</summary>
    private static void Each(TemplateManifest manifest, Action<string> copy)
    {
        try
        {
            Parallel.ForEach(manifest.Files.OrderByDescending(file => file.Value.Length).Select(file => file.Key), copy);
        }
        catch (AggregateException exception) when (exception.InnerExceptions[0] is IOException or UnauthorizedAccessException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
