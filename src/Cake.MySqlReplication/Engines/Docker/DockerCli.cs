using System.Collections.Concurrent;
using Cake.Core;
using Cake.Core.Tooling;
using Cake.Docker;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>
/// Runs docker commands by Cake.Docker, away from the calling thread, and takes their output and exit code. A client that
/// does not end in time, or after a cancellation, is ended.
/// </summary>
internal sealed class DockerCli
{
    // A killed client is gone at once; what it started itself may hold its output open.
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(5);

    private readonly ICakeContext _context;
    private readonly TimeProvider _clock;
    private readonly CutOffCreations _cutOff;

    /// <param name="context">Finds and runs the client.</param>
    /// <param name="clock">Measures how long it takes; null for the machine's.</param>
    public DockerCli(ICakeContext context, TimeProvider? clock = null)
    {
        _context = context;
        _clock = clock ?? TimeProvider.System;
        _cutOff = new CutOffCreations(this, _clock);
    }

    /// <summary>An argument as the runtime takes command lines apart: https://learn.microsoft.com/dotnet/api/system.diagnostics.processstartinfo.arguments.</summary>
    public static string Quoted(string argument) =>
        "\"" + System.Text.RegularExpressions.Regex.Replace(argument, @"(\\*)(""|$)", match =>
            match.Groups[1].Value + match.Groups[1].Value + (match.Groups[2].Length > 0 ? "\\\"" : "")) + "\"";

    /// <summary>Runs a command of the client that has no alias of its own, such as <c>inspect</c>.</summary>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="limit">How long it may take; null for what commands of its kind may take.</param>
    public Task<DockerOutcome> CommandAsync(string command, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        IReadOnlyList<string> lines = [];
        var patience = DockerPatience.For(command);
        return RunAsync(
            command,
            limit is null ? patience : patience with { Deadline = limit },
            new DockerCustomCommandSettings(),
            (killable, settings) => lines = [.. killable.DockerCustomCommand(settings, command)],
            takesOutput: false,
            cancellationToken,
            () => lines);
    }

    /// <summary>Runs a container.</summary>
    /// <param name="settings">The options.</param>
    /// <param name="image">The image.</param>
    /// <param name="command">What to run in it; null for what the image says.</param>
    /// <param name="arguments">What follows, quoted where that is needed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="patience">How long it is waited for; null for what changes of its kind may take.</param>
    public Task<DockerOutcome> RunContainerAsync(
        DockerContainerRunSettings settings,
        string image,
        string? command,
        string[] arguments,
        CancellationToken cancellationToken,
        DockerPatience? patience = null) =>
        _cutOff.ObserveAsync(
            settings.Name,
            ended => RunAsync(
                "run",
                patience ?? DockerPatience.Change,
                settings,
                (killable, given) => killable.DockerRunWithoutResult(given, image, command, arguments),
                takesOutput: true,
                cancellationToken,
                ended: ended),
            cancellationToken);

    public Task<DockerOutcome> CreateNetworkAsync(DockerNetworkCreateSettings settings, string name, CancellationToken cancellationToken) =>
        _cutOff.ObserveAsync(
            name,
            ended => RunAsync(
                "network create",
                DockerPatience.Change,
                settings,
                (killable, given) => killable.DockerNetworkCreate(given, [name]),
                takesOutput: true,
                cancellationToken,
                ended: ended),
            cancellationToken);

    /// <summary>Waits for what the engine may still be creating, since the client that asked for it was cut off. Before a removal, for what shows up later stays.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => _cutOff.SettleAsync(cancellationToken);

    public Task<DockerOutcome> RemoveAsync(IReadOnlyList<string> containers, CancellationToken cancellationToken) =>
        RunAsync(
            "rm",
            DockerPatience.Change,
            new DockerContainerRmSettings { Force = true, Volumes = true },
            (killable, given) => killable.DockerRm(given, [.. containers]),
            takesOutput: true,
            cancellationToken);

    /// <summary>Pulls an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="told">Is told each line that the client writes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DockerOutcome> PullAsync(string image, Action<string> told, CancellationToken cancellationToken) =>
        RunAsync(
            "pull",
            DockerPatience.Pull,
            new DockerImagePullSettings(),
            (killable, given) => killable.DockerPull(given, image),
            takesOutput: true,
            cancellationToken,
            told: told);

    private async Task<DockerOutcome> RunAsync<TSettings>(
        string command,
        DockerPatience patience,
        TSettings settings,
        Action<ICakeContext, TSettings> run,
        bool takesOutput,
        CancellationToken cancellationToken,
        Func<IReadOnlyList<string>>? output = null,
        Action<string>? told = null,
        Action<DockerOutcome>? ended = null)
        where TSettings : ToolSettings
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (DockerHost.FindObstacle(_context.Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)) is { } obstacle)
            return new DockerOutcome(DockerOutcome.Elsewhere, [], [obstacle]);

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
                process.RedirectedStandardOutputHandler = line => Keep(lines, line, told);
            }
        };

        try
        {
            var killable = new KillableContext(_context);
            // The aliases are synchronous, and some commands last as long as a server: a thread of their own keeps the pool's for others.
            var running = Task.Factory.StartNew(() => run(killable, settings), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
            if (!await EndsAsync(running, patience, cancellationToken).ConfigureAwait(false))
            {
                await Task.WhenAll(Task.Run(killable.Kill, CancellationToken.None), running)
                    .WaitAsync(KillPatience, TimeProvider.System, CancellationToken.None)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
                return DockerOutcome.Unanswered(command, patience);
            }

            await running.ConfigureAwait(false);
        }
        catch (CakeException exception) when (exitCode == 0)
        {
            return new DockerOutcome(DockerOutcome.NoClient, [], [exception.Message]);
        }

        var outcome = new DockerOutcome(exitCode, output?.Invoke() ?? [.. lines], [.. errors]);
        ended?.Invoke(outcome);
        cancellationToken.ThrowIfCancellationRequested();
        return outcome;
    }

    /// <summary>Waits for a command's end, whatever it is; false when patience is at its end before.</summary>
    private async Task<bool> EndsAsync(Task running, DockerPatience patience, CancellationToken cancellationToken)
    {
        await running.WaitAsync(patience.Deadline ?? Timeout.InfiniteTimeSpan, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!running.IsCompleted && cancellationToken.IsCancellationRequested)
            await running.WaitAsync(patience.Grace, _clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return running.IsCompleted;
    }

    private static string? Keep(ConcurrentQueue<string> lines, string? line, Action<string>? told = null)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
            told?.Invoke(line);
        }

        return line;
    }
}
