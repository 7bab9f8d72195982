using Cake.Core;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Asks whether there is a Docker engine, or one that passes for it, such as Podman's.</summary>
internal static class DockerProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Why no engine can be used; null where one answers.</summary>
    public static async Task<string?> FindSilenceAsync(ICakeContext context, CancellationToken cancellationToken)
    {
        // Of all commands, listing is what clients and engines of every make have in common, and it needs the engine.
        var asked = new DockerCli(context).CommandAsync("ps --quiet", cancellationToken, Limit);
        var outcome = await asked.ConfigureAwait(false);
        if (outcome.Succeeded)
            return null;
        return outcome.ExitCode == DockerOutcome.NoClient ? "there is no docker client on PATH" : outcome.Error;
    }
}
