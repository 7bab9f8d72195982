namespace Build.TestEnvironment;

/// <summary>Who uses the private engine: one file for each run, named by its process. The last to leave stops the engine.</summary>
internal sealed class EngineLeases(string directory)
{
    private static string Own => $"{Environment.ProcessId}-{LinuxProcesses.StartTime(Environment.ProcessId)}";

    public void Take()
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, Own), "");
    }

    public void GiveBack()
    {
        if (Directory.Exists(directory))
            File.Delete(Path.Combine(directory, Own));
    }

    /// <summary>Whether other processes hold leases. Those that have ended, however they ended, do not.</summary>
    public bool AnyOthers()
    {
        if (!Directory.Exists(directory))
            return false;
        foreach (var path in Directory.GetFiles(directory).Where(path => Path.GetFileName(path) != Own))
        {
            var parts = Path.GetFileName(path).Split('-');
            if (parts.Length == 2 && int.TryParse(parts[0], out var id) && LinuxProcesses.StartTime(id) == parts[1])
                return true;
            File.Delete(path);
        }

        return false;
    }
}
