using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Build.TestEnvironment;

/// <summary>How a child process ended and what it said.</summary>
internal sealed record ChildProcessResult(string CommandLine, int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last thing it complained about, on one line.</summary>
    public string Complaint => LastLine(Error) ?? LastLine(Output) ?? $"exit code {ExitCode}";

    public ChildProcessResult ThrowUnlessSucceeded() => Succeeded
        ? this
        : throw new InvalidOperationException($"`{CommandLine}` ended with exit code {ExitCode}: {Complaint}");

    private static string? LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
}

/// <summary>Runs a program to its end, within a deadline. Past it, or when cancelled, the program and its children are ended.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(10);

    /// <summary>Runs it; with <paramref name="firstLineWithin"/>, ends it also if it has not written a line by then.</summary>
    /// <exception cref="TimeoutException">A deadline passed.</exception>
    public static async Task<ChildProcessResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        TimeSpan deadline,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? variables = null,
        string? input = null,
        TimeSpan? firstLineWithin = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var commandLine = string.Join(' ', [program, .. start.ArgumentList]);

        using var process = new Process { StartInfo = start };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(firstLineWithin ?? deadline);

        var output = new StringBuilder();
        var error = new StringBuilder();
        void Collect(StringBuilder into, string? line)
        {
            if (line is null)
                return;
            lock (into)
                into.AppendLine(line);
            if (firstLineWithin is not null)
                ExtendPatience();
        }

        // A line that comes after the end has nobody left to be patient with.
        void ExtendPatience()
        {
            try
            {
                patience.CancelAfter(deadline);
            }
            catch (ObjectDisposedException)
            {
            }
        }

        process.OutputDataReceived += (_, line) => Collect(output, line.Data);
        process.ErrorDataReceived += (_, line) => Collect(error, line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new ChildProcessResult(commandLine, 127, "", e.Message);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"`{commandLine}` did not come to an end in time. The last it said: {error}{output}".TrimEnd());
        }

        return new ChildProcessResult(commandLine, process.ExitCode, output.ToString(), error.ToString());
    }

    private static async Task EndAsync(Process process)
    {
        foreach (var id in LinuxProcesses.WithDescendants(process.Id))
            LinuxProcesses.Signal(id, LinuxSignal.Terminate);
        try
        {
            await process.WaitForExitAsync().WaitAsync(GracePeriod);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
