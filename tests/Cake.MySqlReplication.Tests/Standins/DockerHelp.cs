using System.ComponentModel;
using System.Diagnostics;

namespace Cake.MySqlReplication.Tests.Standins;

/// <summary>What the installed docker client says of its own commands.</summary>
internal static class DockerHelp
{
    /// <summary>The option names that <c>docker COMMAND --help</c> lists; null where there is no client.</summary>
    public static HashSet<string>? Of(string command)
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", $"{command} --help") { RedirectStandardOutput = true })!;
            var help = docker.StandardOutput.ReadToEnd();
            docker.WaitForExit();
            return [.. help.Split([' ', '\n', ',', '\r']).Where(word => word.StartsWith("--", StringComparison.Ordinal))];
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
