namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>How containers end, and when.</summary>
internal sealed class ContainerExits(DockerCli docker)
{
    // Waiting for an end costs a run of the docker client, while a start needs the processors. By then most servers answer.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Tells how a container ended, once it has. An end that is not expected is not looked for at once.</summary>
    public async Task<string> WaitAsync(string container, bool isExpected, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!isExpected)
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            isExpected = false;
            // Its end comes at once where there is no such container any more.
            await docker.CommandAsync($"wait {container}", cancellationToken).ConfigureAwait(false);
            if (await FindAsync(container, cancellationToken).ConfigureAwait(false) is { } how)
                return how;
        }
    }

    /// <summary>How a container ended, or null while it runs.</summary>
    public async Task<string?> FindAsync(string container, CancellationToken cancellationToken)
    {
        var state = await docker
            .CommandAsync($"inspect --format \"{{{{.State.Status}}}} {{{{.State.ExitCode}}}} {{{{.State.OOMKilled}}}}\" {container}", cancellationToken)
            .ConfigureAwait(false);
        if (state.Says("no such object") || state.Says("no such container"))
            return $"its container {container} was removed";

        var words = state.OrThrow($"inspect the container {container}").Output[0].Split(' ');
        return words switch
        {
            ["running" or "created" or "restarting", ..] => null,
            [_, _, "true"] => $"its container {container} ran out of memory and was killed",
            _ => $"its container {container} ended with exit code {words[1]}",
        };
    }
}
