namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>What the docker client's errors mean.</summary>
internal static class DockerErrors
{
    /// <exception cref="MySqlReplicationException">The engine did not answer, or refused the client.</exception>
    public static void ThrowIfEngineIsAway(DockerOutcome outcome)
    {
        if (outcome.ExitCode == DockerOutcome.NoClient)
        {
            throw new MySqlReplicationException(
                $"The docker client could not be run: {outcome.Error} Install Docker, or put its client on PATH.");
        }

        if (EngineIsAway(outcome))
        {
            throw new MySqlReplicationException(
                $"No Docker engine answers: {outcome.Error} Start Docker (`systemctl start docker`, or Docker Desktop), " +
                "or point DOCKER_HOST to an engine. `docker version` shows whether it answers.");
        }

        if (outcome.Says("permission denied") && outcome.Says("docker.sock"))
        {
            throw new MySqlReplicationException(
                $"The Docker engine refuses this user: {outcome.Error} Add the user to the group 'docker' and log in again.");
        }

        if (outcome.Says("is too new. Maximum supported API version is"))
        {
            var version = outcome.Error.Split("Maximum supported API version is")[1].Trim();
            throw new MySqlReplicationException(
                $"The docker client is newer than the engine: {outcome.Error} Set the environment variable DOCKER_API_VERSION={version}.");
        }
    }

    public static bool EngineIsAway(DockerOutcome outcome) =>
        outcome.ExitCode == DockerOutcome.NoClient ||
        (!outcome.Succeeded && MeansEngineIsAway(outcome));

    private static bool MeansEngineIsAway(DockerOutcome outcome) =>
        outcome.Says("Cannot connect to the Docker daemon") || outcome.Says("error during connect") || outcome.Says("failed to connect to the docker API");

    public static bool IsPortTaken(DockerOutcome outcome) =>
        outcome.Says("port is already allocated") || outcome.Says("address already in use") || outcome.Says("ports are not available");

    /// <exception cref="MySqlReplicationException">The command failed.</exception>
    public static DockerOutcome OrThrow(this DockerOutcome outcome, string what)
    {
        if (outcome.Succeeded)
            return outcome;

        ThrowIfEngineIsAway(outcome);
        throw new MySqlReplicationException($"Docker could not {what}: {outcome.Error}");
    }
}
