using Cake.MySqlReplication.Engines.Process.Installations;
using Cake.MySqlReplication.Engines.Process.Installations.Bundles;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Tests.Engines.Process.Installations;

/// <summary>A place with servers of some versions, which are scripts.</summary>
internal sealed class FakeSource(params string[] versions) : IBundleSource
{
    public int Fetches { get; private set; }

    /// <summary>Done while a server is being fetched.</summary>
    public Func<string, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    public async Task<BundleContents?> FetchAsync(WantedServer wanted, string folder, BundleSearch search, CancellationToken cancellationToken)
    {
        Fetches++;
        if (versions.Length == 0)
            search.Obstacle("the archive does not answer");
        foreach (var version in versions)
            search.Offer($"{Version(version)} from the fake archive");
        if (wanted.Choose(versions, Version) is not [var best, ..])
            return null;

        var program = Path.Combine(folder, "usr", "sbin", "mysqld");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho \"$0  Ver {best} for Linux\"\n", cancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        await File.WriteAllTextAsync(Path.Combine(folder, "usr", "library"), "library", cancellationToken);
        await Meanwhile(folder);
        return new BundleContents { Source = "the fake archive", Server = "usr/sbin/mysqld", Options = new Dictionary<string, string> { ["basedir"] = "usr" } };

        static ServerVersion Version(string version) => ServerVersion.Parse(version)!;
    }
}
