using System.ComponentModel;
using System.Diagnostics;
using Cake.MySqlReplication.Engines.Process.Systems;

namespace Cake.MySqlReplication.Commands;

/// <summary>Runs a command on this process's terminal, and never outlives it.</summary>
internal sealed class CommandRunner(IProcessSystem system, TimeProvider clock)
{
    // A terminal's Ctrl-C reaches the command, too: it is left to end in its own way first.
    private static readonly TimeSpan OwnEnd = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskedEnd = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan KilledEnd = TimeSpan.FromSeconds(2);

    /// <summary>How often processes are looked for: the system tells of the end of children alone, and of no beginning.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <returns>The command's exit code; 128 and the signal's number where a signal ended it.</returns>
    /// <exception cref="MySqlReplicationException">It could not be started.</exception>
    public async Task<int> RunAsync(
        CommandToRun command, string workingDirectory, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        using var process = Start(command, workingDirectory, variables);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process).ConfigureAwait(false);
        }

        return process.ExitCode;
    }

    private static Process Start(CommandToRun command, string workingDirectory, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(command.Program) { WorkingDirectory = workingDirectory };
        if (command.WindowsArguments is { } line)
            start.Arguments = line;
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new MySqlReplicationException($"The command could not be started: {command}: {exception.Message}", exception);
        }
    }

    /// <summary>The processes that a shell has started end with it: it does not hand a signal on, and would leave them behind.</summary>
    private async Task EndAsync(Process process)
    {
        var processes = new CommandProcesses(system, process.Id);
        if (!await EndWithinAsync(processes.Look, OwnEnd).ConfigureAwait(false))
        {
            processes.Ask();
            if (!await EndWithinAsync(processes.AskOrphans, AskedEnd).ConfigureAwait(false))
            {
                await EndWithinAsync(processes.Kill, KilledEnd).ConfigureAwait(false);
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }

        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <param name="step">What is done until then, again and again. Says whether any process is there.</param>
    /// <param name="limit">How long the processes have.</param>
    private async Task<bool> EndWithinAsync(Func<bool> step, TimeSpan limit)
    {
        for (var start = clock.GetTimestamp(); step(); await Task.Delay(Glance, clock).ConfigureAwait(false))
        {
            if (clock.GetElapsedTime(start) > limit)
                return false;
        }

        return true;
    }
}
