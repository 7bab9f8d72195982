using System.Diagnostics;

namespace Cake.MySqlReplication.Tests.Standins;

/// <summary>
/// Makes a written file a program that can be run at once. The file is made anew by another process: one that this process
/// has open for writing is inherited by whatever another test starts at that moment, and then cannot be run ("Text file busy").
/// </summary>
internal static class Executable
{
    public static void Make(string path)
    {
        using var process = Process.Start("sh", ["-c", "cp \"$0\" \"$0.new\" && chmod 700 \"$0.new\" && mv -f \"$0.new\" \"$0\"", path]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException($"{path} could not be made executable.");
    }
}
