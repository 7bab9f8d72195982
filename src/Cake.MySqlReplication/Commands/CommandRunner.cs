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

    /// <summary>How often those are looked for that are no children of this process: the system tells of no others.</summary>
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
        var members = system.Descendants(process.Id).Prepend(process.Id)
            .Select(id => (Id: id, Birth: system.Birth(id))).Where(member => member.Birth is not null).ToList();
        if (!await EndWithinAsync(process, members, OwnEnd).ConfigureAwait(false))
        {
            End(members, atOnce: false);
            if (!await EndWithinAsync(process, members, AskedEnd).ConfigureAwait(false))
            {
                End(members, atOnce: true);
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }

        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private void End(IEnumerable<(int Id, string? Birth)> members, bool atOnce)
    {
        foreach (var (id, _) in members.Where(Runs))
            system.End(id, atOnce);
    }

    private bool Runs((int Id, string? Birth) member) => system.Birth(member.Id) == member.Birth;

    private async Task<bool> EndWithinAsync(Process process, IReadOnlyList<(int Id, string? Birth)> members, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit, clock);
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            while (members.Any(Runs))
                await Task.Delay(Glance, clock, patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
