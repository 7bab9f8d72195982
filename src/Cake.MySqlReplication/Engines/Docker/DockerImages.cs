using System.Collections.Concurrent;
using Cake.Core.Diagnostics;
using Cake.Docker;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Finds out what an image runs, and pulls it where it is missing.</summary>
internal sealed class DockerImages(DockerCli docker, ICakeLog log)
{
    private readonly ConcurrentDictionary<string, DockerImage> _identified = new();

    /// <summary>The image that the settings ask for: by its name, or the official one of a version.</summary>
    public static string Reference(ReplicationSettings settings) => settings.ServerVersion?.ToLowerInvariant() switch
    {
        null => settings.Image,
        { } version when version.StartsWith("mariadb-", StringComparison.Ordinal) => "mariadb:" + version["mariadb-".Length..],
        { } version => "mysql:" + (version.StartsWith("mysql-", StringComparison.Ordinal) ? version["mysql-".Length..] : version),
    };

    /// <summary>The image of a server; where it runs as a local process, the official one of its version.</summary>
    public static string Of(Topology topology, ServerSpec server) => topology.Asked.Engine == EngineKind.Process
        ? Reference(new ReplicationSettings { ServerVersion = $"{(server.Version.IsMariaDb ? "mariadb-" : "")}{server.Version.Number.ToString(2)}" })
        : Reference(topology.Asked.For(server.Name));

    public async Task<ServerVersion> IdentifyAsync(string image, CancellationToken cancellationToken)
    {
        var found = await InspectAsync(image, cancellationToken).ConfigureAwait(false);
        if (!found.Succeeded)
        {
            // Anything else is the engine's trouble, and a pull would only hide it.
            if (!DockerErrors.IsMissingImage(found))
                found.OrThrow($"inspect the image {image}");
            log.Information("Pulling {0}, which is not on this machine yet.", image);
            var progress = new PullProgress(log, TimeProvider.System, image);
            var pulled = await docker.PullAsync(image, progress.Read, cancellationToken).ConfigureAwait(false);
            progress.End(pulled.Succeeded);
            if (!pulled.Succeeded)
                throw new MySqlReplicationException(PullFailed(image, pulled));
            found = (await InspectAsync(image, cancellationToken).ConfigureAwait(false)).OrThrow($"inspect the image {image}");
        }

        var known = DockerImage.Parse(string.Concat(found.Output));
        _identified[image] = known;
        return FromConfiguration(known) ?? await AskServerAsync(image, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the engine says of an image, which this process may have asked before; null where it has none, or does not say.</summary>
    public async Task<DockerImage?> FindAsync(string image, CancellationToken cancellationToken)
    {
        if (_identified.TryGetValue(image, out var known))
            return known;
        var found = await InspectAsync(image, cancellationToken).ConfigureAwait(false);
        return found.Succeeded ? _identified[image] = DockerImage.Parse(string.Concat(found.Output)) : null;
    }

    private Task<DockerOutcome> InspectAsync(string image, CancellationToken cancellationToken) =>
        docker.CommandAsync($"image inspect --format \"{{{{json .}}}}\" {image}", cancellationToken);

    /// <summary>
    /// The official images run the server, and say which: MYSQL_VERSION=8.4.7-1.el9, MARIADB_VERSION=1:10.11.14+maria~ubu2204.
    /// An image that runs something else may have such a variable for reasons of its own.
    /// </summary>
    private static ServerVersion? FromConfiguration(DockerImage image)
    {
        if (!image.RunsServer)
            return null;

        foreach (var variable in image.Variables)
        {
            if (variable.StartsWith("MYSQL_VERSION=", StringComparison.Ordinal))
                return ServerVersion.Parse(variable);
            if (variable.StartsWith("MARIADB_VERSION=", StringComparison.Ordinal))
                return ServerVersion.Parse(variable + "-MariaDB");
        }

        return null;
    }

    private async Task<ServerVersion> AskServerAsync(string image, CancellationToken cancellationToken)
    {
        var asked = await RunAsync(image, "mysqld --version || mariadbd --version", cancellationToken).ConfigureAwait(false);
        DockerErrors.ThrowIfEngineIsAway(asked);
        return (asked.Succeeded ? ServerVersion.Parse(string.Join(" ", asked.Output)) : null)
            ?? throw new MySqlReplicationException(
                $"{image} is not an image of MySQL or MariaDB: `mysqld --version` in it gave no version ({asked.Error}).{(DockerErrors.Remedy(asked) is { Length: > 0 } remedy ? remedy : " Choose another --image.")}");
    }

    /// <summary>Runs a script in a container that is gone afterwards. It does not remove itself where it is cut off before it starts.</summary>
    private async Task<DockerOutcome> RunAsync(string image, string script, CancellationToken cancellationToken)
    {
        var settings = new DockerContainerRunSettings
        {
            Name = $"cake-mysql-replication-version-{Guid.NewGuid():N}",
            Rm = true,
            Entrypoint = "sh",
            Network = "none",
        };
        try
        {
            return await docker.RunContainerAsync(settings, image, "-c", [DockerCli.Quoted(script)], cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await docker.SettleAsync(CancellationToken.None).ConfigureAwait(false);
            await docker.RemoveAsync([settings.Name], CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static string PullFailed(string image, DockerOutcome pulled)
    {
        if (DockerErrors.Remedy(pulled) is { Length: > 0 } known)
            return $"The image {image} is not on this machine and could not be pulled: {pulled.Error}{known}";
        var remedy = pulled.Says("denied") || pulled.Says("not found") || pulled.Says("manifest unknown")
            ? "Check the spelling of --image; for a private registry, run `docker login` first."
            : "Check the network, or load the image by `docker load`.";
        return $"The image {image} is not on this machine and could not be pulled: {pulled.Error.TrimEnd('.')}. {remedy}";
    }
}
