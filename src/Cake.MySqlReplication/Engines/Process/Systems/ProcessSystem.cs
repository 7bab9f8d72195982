namespace Cake.MySqlReplication.Engines.Process.Systems;

/// <summary>Picks the system that this is. The one place that asks.</summary>
internal static class ProcessSystem
{
    public static IProcessSystem Current { get; } =
        OperatingSystem.IsWindows() ? new WindowsProcesses()
        : OperatingSystem.IsMacOS() ? new MacProcesses()
        : new LinuxProcesses();
}
