namespace Build.TestEnvironment;

/// <summary>Installs what this machine lacks, from wherever its own apt is configured to look.</summary>
internal sealed class DebianPackages(Steps steps)
{
    private const string ServicePolicy = "/usr/sbin/policy-rc.d";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, string> Variables = new() { ["DEBIAN_FRONTEND"] = "noninteractive" };

    /// <summary>Why nothing can be installed on this machine; null if it can.</summary>
    public static string? Obstacle =>
        !OperatingSystem.IsLinux() || Programs.Find("apt-get") is null ? "this is no Debian-family system"
        : !Environment.IsPrivilegedProcess ? "installing packages needs root"
        : null;

    /// <summary>Installs <paramref name="packages"/> without starting the services that come with them.</summary>
    public Task InstallAsync(string reason, CancellationToken cancellationToken, params string[] packages) =>
        steps.TimeAsync($"{reason}; installing {string.Join(", ", packages)} with apt-get", async () =>
        {
            using var policy = ForbidServices();
            string[] install =
                ["install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0", .. packages];
            var first = await AptAsync(install, cancellationToken);
            if (first.Succeeded)
                return;
            // Most often there are no package lists yet, or they name versions that the mirror no longer has.
            (await AptAsync(["update", "-q"], cancellationToken)).ThrowUnlessSucceeded();
            (await AptAsync(install, cancellationToken)).ThrowUnlessSucceeded();
        });

    private static Task<ChildProcessResult> AptAsync(string[] arguments, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync("apt-get", arguments, Deadline, cancellationToken, Variables);

    /// <summary>
    /// A package's scripts ask /usr/sbin/policy-rc.d before they start a service; 101 forbids it. Ours lapses with this
    /// process, so that nothing stays forbidden should the process be killed.
    /// </summary>
    private static FileStream? ForbidServices()
    {
        const string Mark = "# Written while Cake.MySqlReplication's test environment installs packages.";
        if (OperatingSystem.IsWindows() || File.Exists(ServicePolicy) && !File.ReadAllText(ServicePolicy).Contains(Mark, StringComparison.Ordinal))
            return null;
        File.WriteAllText(ServicePolicy, $"#!/bin/sh\n{Mark}\nif kill -0 {Environment.ProcessId} 2> /dev/null; then exit 101; fi\n");
        File.SetUnixFileMode(ServicePolicy, (UnixFileMode)Convert.ToInt32("755", 8));
        return new FileStream(ServicePolicy, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.DeleteOnClose);
    }
}
