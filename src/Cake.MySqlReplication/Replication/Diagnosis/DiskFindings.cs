using System.Globalization;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>Disks that are full, or nearly so. A server on a full one may wait for room without an error.</summary>
internal static class DiskFindings
{
    private const long Megabyte = 1024 * 1024;

    // A transaction and its copies in two logs, and no more.
    private const long Full = 2 * Megabyte;
    private const long Little = 64 * Megabyte;

    public static void Add(FindingList findings, Topology topology)
    {
        var low = topology.Servers
            .Select(server => (server.Name, Folder: topology.Paths.DataFolder(server.Name), Disk: Disk(topology.Paths.DataFolder(server.Name))))
            .Where(server => server.Disk is { Free: < Little })
            .GroupBy(server => server.Disk);
        foreach (var disk in low)
        {
            var (free, size) = disk.Key!.Value;
            var names = string.Join(", ", disk.Select(server => server.Name));
            var evidence = disk.Select(server => string.Create(CultureInfo.InvariantCulture,
                $"{server.Folder}: {(double)free / Megabyte:0.0} MB free of {(double)size / Megabyte:0} MB"));
            const string Remedy = "Make room there, such as by PURGE BINARY LOGS on the source, and run --target=Repair: it starts what stopped.";
            if (free < Full)
                findings.Error(names, FindingKind.DiskFull, $"The disk of {names} is full.", Remedy, evidence);
            else
                findings.Warn(names, FindingKind.DiskFull, $"The disk of {names} is nearly full.", Remedy, evidence);
        }
    }

    private static (long Free, long Size)? Disk(string folder)
    {
        try
        {
            var disk = new DriveInfo(folder);
            return disk.IsReady ? (disk.AvailableFreeSpace, disk.TotalSize) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
