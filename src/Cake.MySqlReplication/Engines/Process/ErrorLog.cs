namespace Cake.MySqlReplication.Engines.Process;

/// <summary>Reads error logs.</summary>
internal static class ErrorLog
{
    /// <summary>The lines of a file that a server may be writing to.</summary>
    public static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    public static bool SaysPortIsTaken(string line) =>
        line.Contains("Bind on TCP/IP port", StringComparison.OrdinalIgnoreCase) &&
        (line.Contains("in use", StringComparison.OrdinalIgnoreCase) || line.Contains("error: 98", StringComparison.OrdinalIgnoreCase) ||
            line.Contains("error: 48", StringComparison.OrdinalIgnoreCase));
}
