namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>What a docker command left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Lines of its standard output.</param>
/// <param name="Errors">Lines of its standard error.</param>
internal sealed record DockerOutcome(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    /// <summary>
    /// Stands for a client that could not be run. No exit code of the client itself: 127 is what it gives when a container's
    /// command is not there, see https://docs.docker.com/engine/containers/run/#exit-status.
    /// </summary>
    public const int NoClient = -1;

    /// <summary>Stands for a client that did not end in time.</summary>
    public const int NoAnswer = -2;

    /// <summary>Stands for a client that was not run, because the engine is on another machine.</summary>
    public const int Elsewhere = -3;

    public bool Succeeded => ExitCode == 0;

    /// <summary>The errors on one line, without the client's prefix.</summary>
    public string Error => string.Join(" ", Errors.Select(line => line.Trim()).Where(line => line.Length > 0))
        .Replace("Error response from daemon: ", "", StringComparison.Ordinal)
        .Replace("docker: ", "", StringComparison.Ordinal)
        .Replace("See 'docker run --help'.", "", StringComparison.Ordinal)
        .Replace("Run 'docker run --help' for more information", "", StringComparison.Ordinal)
        .Trim();

    /// <summary>Whether the engine itself refused, which it only can if it answers.</summary>
    public bool IsAnswerOfEngine => Errors.Any(line => line.Contains("Error response from daemon", StringComparison.Ordinal));

    public bool Says(string text) => Error.Contains(text, StringComparison.OrdinalIgnoreCase);

    public static DockerOutcome Unanswered(string command, DockerPatience patience) =>
        new(NoAnswer, [], [$"`docker {Verb(command)}` got no answer within {patience.Deadline?.TotalSeconds:0.#} seconds."]);

    /// <summary>The words of a command before its options and operands.</summary>
    private static string Verb(string command)
    {
        var words = command.Split(' ');
        return words[0] is "image" or "network" ? $"{words[0]} {words[1]}" : words[0];
    }
}
