using System.Collections.Concurrent;
using Cake.Core;
using Cake.Core.Tooling;
using Cake.Docker;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Runs docker commands by Cake.Docker, away from the calling thread, and takes their output and exit code.</summary>
internal sealed class DockerCli(ICakeContext context)
{
    /// <summary>Runs a command of the client that has no alias of its own, such as <c>inspect</c>.</summary>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="cancellationToken">Gives up before it is begun.</param>
    /// <param name="limit">How long it may take; null for as long as it takes.</param>
    public Task<DockerOutcome> CommandAsync(string command, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        IReadOnlyList<string> lines = [];
        return RunAsync(
            new DockerCustomCommandSettings { ToolTimeout = limit },
            settings => lines = [.. context.DockerCustomCommand(settings, command)],
            takesOutput: false,
            cancellationToken,
            () => lines);
    }

    public Task<DockerOutcome> RunContainerAsync(
        DockerContainerRunSettings settings, string image, string? command, string[] arguments, CancellationToken cancellationToken) =>
        RunAsync(settings, given => context.DockerRunWithoutResult(given, image, command, arguments), takesOutput: true, cancellationToken);

    public Task<DockerOutcome> CreateNetworkAsync(DockerNetworkCreateSettings settings, string name, CancellationToken cancellationToken) =>
        RunAsync(settings, given => context.DockerNetworkCreate(given, [name]), takesOutput: true, cancellationToken);

    public Task<DockerOutcome> RemoveAsync(IReadOnlyList<string> containers, CancellationToken cancellationToken) =>
        RunAsync(
            new DockerContainerRmSettings { Force = true, Volumes = true },
            given => context.DockerRm(given, [.. containers]),
            takesOutput: true,
            cancellationToken);

    /// <summary>Pulls an image; the client shows its progress where the build's output goes.</summary>
    public Task<DockerOutcome> PullAsync(string image, CancellationToken cancellationToken) =>
        RunAsync(new DockerImagePullSettings(), given => context.DockerPull(given, image), takesOutput: false, cancellationToken);

    private static async Task<DockerOutcome> RunAsync<TSettings>(
        TSettings settings,
        Action<TSettings> run,
        bool takesOutput,
        CancellationToken cancellationToken,
        Func<IReadOnlyList<string>>? output = null)
        where TSettings : ToolSettings
    {
        cancellationToken.ThrowIfCancellationRequested();
        var exitCode = 0;
        var lines = new ConcurrentQueue<string>();
        var errors = new ConcurrentQueue<string>();
        settings.HandleExitCode = code =>
        {
            exitCode = code;
            return true;
        };
        settings.SetupProcessSettings = process =>
        {
            process.RedirectStandardError = true;
            process.RedirectedStandardErrorHandler = line => Keep(errors, line);
            if (takesOutput)
            {
                process.RedirectStandardOutput = true;
                process.RedirectedStandardOutputHandler = line => Keep(lines, line);
            }
        };

        try
        {
            // The aliases are synchronous. A command that was begun is seen to its end: given up half-way, it could still
            // create what nobody would know of. All but a pull are short.
            await Task.Run(() => run(settings), CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException) when (settings.ToolTimeout is { } limit)
        {
            return new DockerOutcome(DockerOutcome.NoAnswer, [], [$"the docker client got no answer within {limit.TotalSeconds:0.#} seconds"]);
        }
        catch (CakeException exception) when (exitCode == 0)
        {
            return new DockerOutcome(DockerOutcome.NoClient, [], [exception.Message]);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new DockerOutcome(exitCode, output?.Invoke() ?? [.. lines], [.. errors]);
    }

    private static string? Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
        return line;
    }
}
