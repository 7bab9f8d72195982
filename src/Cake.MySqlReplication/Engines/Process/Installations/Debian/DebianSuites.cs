namespace Cake.MySqlReplication.Engines.Process.Installations.Debian;

/// <summary>Packages that fit together, and where they are.</summary>
/// <param name="Name">Such as <c>Debian sid</c>.</param>
/// <param name="Entries">Their places.</param>
internal sealed record DebianSuite(string Name, IReadOnlyList<AptEntry> Entries);

/// <summary>Where to look for a server, given what the machine's own apt knows.</summary>
internal static class DebianSuites
{
    private static readonly string[] Pockets = ["", "-updates", "-security", "/updates"];

    // MariaDB goes through all of them; MySQL is in Debian's unstable suite alone.
    private static readonly string[] BeyondOwnRelease = ["stable", "testing", "sid"];

    /// <summary>The suites to look into, in order.</summary>
    public static IReadOnlyList<DebianSuite> For(WantedServer wanted, DebianRelease release, IReadOnlyList<AptEntry> entries)
    {
        var codename = Codename(release, entries);
        var own = entries
            .Select(entry => entry with { Suites = [.. entry.Suites.Where(suite => Pockets.Any(pocket => suite == codename + pocket))] })
            .Where(entry => entry.Suites.Count > 0)
            .ToList();
        if (own.Count == 0)
            return [];

        var ownSuite = new DebianSuite(release.Name, own);
        if (!release.IsDebian)
            return [ownSuite];

        var main = own.FirstOrDefault(entry => entry.Suites.Contains(codename) && HasUpdates(entry, own, codename))
            ?? own.First();
        var others = BeyondOwnRelease.Where(suite => suite != codename).Select(suite => new DebianSuite(
            $"Debian {suite}", [main with { Suites = [suite], Components = ["main"] }])).ToList();
        // Debian's releases have no MySQL: do not fetch their lists only to learn that.
        return wanted.IsMariaDb ? [ownSuite, .. others] : [.. others.Where(suite => suite.Name.EndsWith("sid", StringComparison.Ordinal)), ownSuite];
    }

    /// <summary>What the machine's entries call its release: by codename, or by what it is at the time.</summary>
    private static string Codename(DebianRelease release, IReadOnlyList<AptEntry> entries)
    {
        string[] names = release.IsDebian ? [release.Codename, "stable", "oldstable", "testing", "sid", "unstable"] : [release.Codename];
        return names.FirstOrDefault(name => name.Length > 0 && entries.Any(entry => entry.Suites.Contains(name))) ?? release.Codename;
    }

    // Third parties name their suites after the distribution's too, but have no updates beside them.
    private static bool HasUpdates(AptEntry entry, List<AptEntry> own, string codename) =>
        own.Any(other => other.Uris.Intersect(entry.Uris).Any() && other.Suites.Contains(codename + "-updates"));
}
