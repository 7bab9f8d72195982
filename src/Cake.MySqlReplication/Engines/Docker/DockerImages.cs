using System.Text.Json;
using Cake.Core.Diagnostics;
using Cake.Docker;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Finds out what an image runs, and pulls it where it is missing.</summary>
internal sealed class DockerImages(DockerCli docker, ICakeLog log)
{
    /// <summary>The image that the settings ask for: by its name, or the official one of a version.</summary>
    public static string Reference(ReplicationSettings settings) => settings.ServerVersion?.ToLowerInvariant() switch
    {
        null => settings.Image,
        { } version when version.StartsWith("mariadb-", StringComparison.Ordinal) => "mariadb:" + version["mariadb-".Length..],
        { } version => "mysql:" + (version.StartsWith("mysql-", StringComparison.Ordinal) ? version["mysql-".Length..] : version),
    };

    public async Task<ServerVersion> IdentifyAsync(string image, CancellationToken cancellationToken)
    {
        var found = await InspectAsync(image, cancellationToken).ConfigureAwait(false);
        if (!found.Succeeded)
        {
            DockerErrors.ThrowIfEngineIsAway(found);
            log.Information("Pulling {0}, which is not on this machine yet.", image);
            var pulled = await docker.PullAsync(image, cancellationToken).ConfigureAwait(false);
            if (!pulled.Succeeded)
                throw new MySqlReplicationException(PullFailed(image, pulled));
            found = (await InspectAsync(image, cancellationToken).ConfigureAwait(false)).OrThrow($"inspect the image {image}");
        }

        return FromEnvironment(found.Output) ?? await AskServerAsync(image, cancellationToken).ConfigureAwait(false);
    }

    private Task<DockerOutcome> InspectAsync(string image, CancellationToken cancellationToken) =>
        docker.CommandAsync($"image inspect --format \"{{{{json .Config.Env}}}}\" {image}", cancellationToken);

    /// <summary>The official images say what they run: MYSQL_VERSION=8.4.7-1.el9, MARIADB_VERSION=1:10.11.14+maria~ubu2204.</summary>
    private static ServerVersion? FromEnvironment(IReadOnlyList<string> output)
    {
        using var document = JsonDocument.Parse(string.Concat(output));
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            return null;

        foreach (var variable in document.RootElement.EnumerateArray().Select(element => element.GetString()!))
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
        var settings = new DockerContainerRunSettings { Rm = true, Entrypoint = "sh", Network = "none" };
        var asked = await docker
            .RunContainerAsync(settings, image, "-c", ["\"mysqld --version || mariadbd --version\""], cancellationToken)
            .ConfigureAwait(false);
        return (asked.Succeeded ? ServerVersion.Parse(string.Join(" ", asked.Output)) : null)
            ?? throw new MySqlReplicationException(
                $"{image} is not an image of MySQL or MariaDB: `mysqld --version` in it gave no version ({asked.Error}). Choose another --image.");
    }

    private static string PullFailed(string image, DockerOutcome pulled)
    {
        var remedy = pulled.Says("denied") || pulled.Says("not found") || pulled.Says("manifest unknown")
            ? "Check the spelling of --image; for a private registry, run `docker login` first."
            : "Check the network, or load the image by `docker load`.";
        return $"The image {image} is not on this machine and could not be pulled: {pulled.Error} {remedy}";
    }
}
