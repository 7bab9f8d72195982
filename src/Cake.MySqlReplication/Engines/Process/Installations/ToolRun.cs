using System.ComponentModel;
using System.Diagnostics;
using ChildProcess = System.Diagnostics.Process;

namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>Runs a program to its end. Past its deadline, or when cancelled, it and its children are ended.</summary>
internal static class ToolRun
{
    // What a shell says of a program that is not there.
    private const int NotFound = 127;

    private const int TextFileBusy = 26;
    private const int MostStarts = 100;
    private static readonly TimeSpan StartPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(5);

    /// <exception cref="MySqlReplicationException">It did not end in time.</exception>
    public static async Task<ToolOutcome> RunAsync(
        string program,
        IEnumerable<string> arguments,
        TimeSpan deadline,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        // Answers are read: they must be in English.
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = new ChildProcess { StartInfo = start };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(deadline);
        try
        {
            await StartAsync(process, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception exception)
        {
            return new ToolOutcome(NotFound, "", exception.Message);
        }

        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            return new ToolOutcome(
                process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            // Who cleans up after it must not meet it still writing.
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(EndDeadline, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            throw new MySqlReplicationException(
                $"`{program} {string.Join(' ', start.ArgumentList)}` did not end within {deadline.TotalSeconds:0} seconds. " +
                "Run it by hand to see what it waits for.");
        }
    }

    /// <summary>
    /// Starts it. A program that was just unpacked may be open for writing in a process that another thread is forking at this
    /// moment, and can be run only once that is done: https://github.com/golang/go/issues/22315.
    /// </summary>
    private static async Task StartAsync(ChildProcess process, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                process.Start();
                return;
            }
            catch (Win32Exception exception)
                when (!OperatingSystem.IsWindows() && exception.NativeErrorCode == TextFileBusy && attempt < MostStarts)
            {
                await Task.Delay(StartPause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
