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

        if (outcome.ExitCode == DockerOutcome.Elsewhere)
        {
            throw new MySqlReplicationException(
                $"The Docker engine cannot be used: {outcome.Error} Unset DOCKER_HOST, choose an engine of this machine by `docker context use`, or run the build on that machine.");
        }

        if (outcome.ExitCode == DockerOutcome.NoAnswer)
        {
            throw new MySqlReplicationException(
                $"The Docker engine does not answer: {outcome.Error} It hangs, or the machine is overloaded. Restart Docker, or point DOCKER_HOST to another engine.");
        }

        if (MeansNoAddress(outcome))
        {
            throw new MySqlReplicationException(
                $"The docker client cannot tell which engine is meant: {outcome.Error} Mend DOCKER_HOST, such as unix:///var/run/docker.sock, or unset it.");
        }

        // Before what follows: clients of some versions say both.
        if (MeansNoPermission(outcome))
        {
            throw new MySqlReplicationException(
                $"The Docker engine refuses this user: {outcome.Error} Add the user to the group that owns the engine's socket, usually 'docker', " +
                "and log in again, or point DOCKER_HOST to an engine of the user's own.");
        }

        if (EngineIsAway(outcome))
        {
            throw new MySqlReplicationException(
                $"No Docker engine answers: {outcome.Error} Start Docker (`systemctl start docker`, or Docker Desktop), " +
                "or point DOCKER_HOST to an engine. `docker version` shows whether it answers.");
        }

        if (outcome.Says("is too new. Maximum supported API version is"))
        {
            var version = outcome.Error.Split("Maximum supported API version is")[1].Trim();
            throw new MySqlReplicationException(
                $"The docker client is newer than the engine: {outcome.Error} Set the environment variable DOCKER_API_VERSION={version}.");
        }
    }

    public static bool EngineIsAway(DockerOutcome outcome) =>
        outcome.ExitCode is DockerOutcome.NoClient or DockerOutcome.NoAnswer or DockerOutcome.Elsewhere ||
        (!outcome.Succeeded && !MeansNoPermission(outcome) && (MeansNoEngine(outcome) || MeansNoAddress(outcome)));

    /// <summary>Whether nothing can be learnt from the engine, be it that there is none or that it refuses the user.</summary>
    public static bool CannotBeAsked(DockerOutcome outcome) => EngineIsAway(outcome) || (!outcome.Succeeded && MeansNoPermission(outcome));

    private static bool MeansNoEngine(DockerOutcome outcome) =>
        outcome.Says("Cannot connect to the Docker daemon") || outcome.Says("error during connect") || outcome.Says("failed to connect to the docker API");

    private static bool MeansNoAddress(DockerOutcome outcome) =>
        outcome.Says("unable to resolve docker endpoint") || outcome.Says("unable to parse docker host");

    /// <summary>What the client says of a socket, whichever its name. An engine that answers may say it of a file.</summary>
    private static bool MeansNoPermission(DockerOutcome outcome) =>
        outcome.Says("permission denied") && !outcome.IsAnswerOfEngine &&
        (outcome.Says("daemon socket") || outcome.Says("docker API") || outcome.Says("dial unix") || outcome.Says(".sock"));

    /// <summary>Whether an image was looked for and is not there; in words of Docker's and of Podman's clients.</summary>
    public static bool IsMissingImage(DockerOutcome outcome) =>
        outcome.Says("no such image") || outcome.Says("no such object") || outcome.Says("image not known");

    /// <summary>Whether a container could not be run for want of its image, which then could not be pulled either.</summary>
    public static bool LacksImage(DockerOutcome outcome) =>
        !outcome.Succeeded && (outcome.Says("unable to find image") || IsMissingImage(outcome) || outcome.Says("short-name"));

    public static bool IsPortTaken(DockerOutcome outcome) =>
        outcome.Says("port is already allocated") || outcome.Says("address already in use") || outcome.Says("ports are not available");

    /// <summary>Which of some ports it is that is taken; null where none is. Clients say the address with it; the first one, where they do not.</summary>
    public static int? FindTakenPort(DockerOutcome outcome, IEnumerable<int> ports)
    {
        if (!IsPortTaken(outcome))
            return null;
        var said = System.Text.RegularExpressions.Regex.Matches(outcome.Error, @":(\d+)\b")
            .Select(match => int.TryParse(match.Groups[1].Value, out var port) ? port : 0)
            .ToList();
        return ports.OrderBy(port => said.IndexOf(port) is >= 0 and var place ? place : int.MaxValue).First();
    }

    /// <exception cref="MySqlReplicationException">The command failed.</exception>
    public static DockerOutcome OrThrow(this DockerOutcome outcome, string what)
    {
        if (outcome.Succeeded)
            return outcome;

        ThrowIfEngineIsAway(outcome);
        throw new MySqlReplicationException($"Docker could not {what}: {outcome.Error}{Remedy(outcome)}");
    }

    /// <summary>What to do about an error that speaks for itself only to those who know Docker; empty for others.</summary>
    public static string Remedy(DockerOutcome outcome) => outcome switch
    {
        _ when outcome.Says("invalid reference format") => " Check the spelling of --image: [registry/]repository[:tag][@digest], in small letters.",
        _ when outcome.Says("executable file not found") => " The image has no such program, so it is no image of a server. Choose another --image.",
        _ when outcome.Says("exec format error") => " The image is for another kind of processor than this machine's. Choose an --image that is made for it.",
        _ => "",
    };
}
