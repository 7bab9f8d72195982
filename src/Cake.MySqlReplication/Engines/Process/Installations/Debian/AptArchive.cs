using System.Globalization;
using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Engines.Process.Installations.Debian;

/// <summary>Asks apt what a suite has and fetches it. apt checks all signatures and checksums as it does for itself.</summary>
internal sealed partial class AptArchive(AptConfiguration configuration)
{
    private static readonly TimeSpan ListsDeadline = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AskDeadline = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PackagesDeadline = TimeSpan.FromMinutes(30);

    // What comes over the network; beside it are the lists as they are unpacked.
    private static readonly string[] Compressed = ["InRelease", ".xz", ".gz", ".bz2", ".lz4", ".zst"];

    /// <summary>Fetches the lists of packages.</summary>
    /// <returns>What apt complained about, if it did; some lists may be there all the same.</returns>
    public async Task<string?> UpdateAsync(FetchProgress progress, CancellationToken cancellationToken)
    {
        var update = ToolRun.RunAsync("apt-get", ["update", "-q"], ListsDeadline, cancellationToken, configuration.Variables);
        var outcome = await progress
            .WatchAsync(update, null, () => FetchProgress.BytesIn(configuration.ListsFolder, Compressed)).ConfigureAwait(false);
        progress.Done();
        return !outcome.Succeeded || outcome.Error.Contains("Failed to fetch", StringComparison.Ordinal)
            ? Warning().Match(outcome.Error) is { Success: true } match ? match.Groups["text"].Value : outcome.Complaint
            : null;
    }

    /// <summary>The packages with servers.</summary>
    public async Task<IReadOnlyList<DebianPackage>> FindServersAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var prefix in DebianPackage.NamePrefixes)
            names.AddRange((await AskAsync(["pkgnames", prefix], cancellationToken).ConfigureAwait(false)).Lines);
        return names.Count == 0
            ? []
            : [.. DebianPackage.Parse((await AskAsync(["madison", .. names], cancellationToken).ConfigureAwait(false)).Lines)];
    }

    /// <summary>Fetches a server's packages with its clients' and all libraries that they need, and nothing that they recommend.</summary>
    /// <returns>The package files.</returns>
    /// <exception cref="MySqlReplicationException">They cannot be fetched.</exception>
    public async Task<IReadOnlyList<string>> DownloadAsync(DebianPackage package, FetchProgress progress, CancellationToken cancellationToken)
    {
        var clients = await AskAsync(["madison", .. package.ClientNames], cancellationToken).ConfigureAwait(false);
        var names = clients.Lines.Select(line => line.Split(" | ", StringSplitOptions.TrimEntries))
            .Where(fields => fields.Length > 1 && fields[1] == package.PackageVersion).Select(fields => fields[0]).Prepend(package.Name).Distinct();
        string[] wanted = [.. names.Select(name => $"{name}={package.PackageVersion}")];

        string[] install = ["install", "-y", "-qq", "--no-install-recommends"];
        var plan = await InstallAsync([.. install, "--print-uris", .. wanted], AskDeadline, cancellationToken).ConfigureAwait(false);
        var total = PlannedBytes(plan.Lines);

        var download = InstallAsync([.. install, "--download-only", .. wanted], PackagesDeadline, cancellationToken);
        await progress.WatchAsync(download, total, () => FetchProgress.BytesIn(configuration.PackagesFolder, ".deb"))
            .ConfigureAwait(false);
        progress.Done(total);
        return Directory.GetFiles(configuration.PackagesFolder, "*.deb");
    }

    /// <summary>The bytes to be fetched, by what <c>apt-get --print-uris</c> says: a package a line, with its checksum only where that is an MD5.</summary>
    internal static long PlannedBytes(IEnumerable<string> lines) =>
        lines.Select(line => PlanLine().Match(line)).Where(match => match.Success)
            .Sum(match => long.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture));

    private async Task<ToolOutcome> InstallAsync(string[] arguments, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var outcome = await ToolRun.RunAsync("apt-get", arguments, deadline, cancellationToken, configuration.Variables).ConfigureAwait(false);
        return outcome.Succeeded ? outcome : throw new MySqlReplicationException(
            $"The packages {string.Join(", ", arguments.Where(word => word.Contains('=', StringComparison.Ordinal)))} could not be fetched: " +
            $"{outcome.Complaint} Check the network and the room on the disk, or name a server by --server.");
    }

    private Task<ToolOutcome> AskAsync(string[] arguments, CancellationToken cancellationToken) =>
        ToolRun.RunAsync("apt-cache", arguments, AskDeadline, cancellationToken, configuration.Variables);

    [GeneratedRegex(@"^'.+' \S+ (?<size>\d+)(\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex PlanLine();

    [GeneratedRegex(@"^[EW]: (?<text>(Failed to fetch|The repository|GPG error).*)$", RegexOptions.Multiline)]
    private static partial Regex Warning();
}
