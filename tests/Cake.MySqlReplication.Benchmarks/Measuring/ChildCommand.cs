using System.Diagnostics;
using System.Text;

namespace Cake.MySqlReplication.Benchmarks.Measuring;

/// <summary>Runs programs and measures them.</summary>
internal static class ChildCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public static Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(program, arguments, new Dictionary<string, string>(), cancellationToken);

    /// <exception cref="InvalidOperationException">It did not end well.</exception>
    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var result = await TryAsync(program, arguments, variables, cancellationToken);
        return result.ExitCode == 0
            ? result
            : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with exit code {result.ExitCode}: {Tail(result.Error + result.Output)}");
    }

    public static async Task<CommandResult> TryAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{Path.GetFileName(program)} did not end within {Limit.TotalMinutes:0} minutes.");
        }

        return new CommandResult(process.ExitCode, watch.Elapsed, output.ToString(), error.ToString());
    }

    private static string Tail(string text) =>
        string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(6));
}

/// <summary>How a program ended.</summary>
internal sealed record CommandResult(int ExitCode, TimeSpan Took, string Output, string Error);
