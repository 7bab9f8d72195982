using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>A real terminal, of which one sees what people would see. A command waits in it until it is told to begin.</summary>
internal sealed class Tmux : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string?> _variables;

    private Tmux(string folder, IReadOnlyDictionary<string, string?> variables) => (_folder, _variables) = (folder, variables);

    private string Record => Path.Combine(_folder, "terminal.record");

    private string IdFile => Path.Combine(_folder, "terminal.id");

    /// <param name="folder">Where its own files go, and the command's working directory.</param>
    /// <param name="width">Columns.</param>
    /// <param name="variables">The command's environment, besides that of the tests; null unsets one.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<Tmux> StartAsync(string folder, int width, IReadOnlyDictionary<string, string?> variables, params IEnumerable<string> command)
    {
        Assert.SkipWhen(Command.Find("tmux") is null, "There is no tmux to look at a terminal with; the test environment installs it as root on a Debian-family Linux.");
        var terminal = new Tmux(folder, variables);
        await File.WriteAllTextAsync(Path.Combine(folder, "tmux.conf"), "set -g history-limit 5000\nset -g default-terminal tmux-256color\n", Token);
        // The shell outlives a Ctrl-C, and says how the command ended.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "terminal.sh"),
            $"""
            trap : INT
            read -r begin
            sh -c 'echo $$ > "$0"; exec "$@"' '{terminal.IdFile}' {string.Join(' ', command.Select(word => $"'{word}'"))}
            echo "exit=$?"
            read -r end

            """,
            Token);
        await terminal.RunAsync("-f", Path.Combine(folder, "tmux.conf"), "new-session", "-d", "-x", $"{width}", "-y", "40", "sh", "terminal.sh");
        await terminal.RunAsync("pipe-pane", "-o", $"cat > '{terminal.Record}'");
        await terminal.RunAsync("send-keys", "Enter");
        return terminal;
    }

    /// <summary>What it shows now.</summary>
    public Task<string[]> LookAsync() => CaptureAsync();

    /// <summary>All that it has shown and still holds, back to its first line.</summary>
    public Task<string[]> ReadBackAsync() => CaptureAsync("-S", "-");

    /// <summary>Looks until it shows what is waited for, or the command has ended.</summary>
    public async Task<string[]> WaitAsync(Func<string[], bool> isThere)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var lines = await LookAsync();
            if (isThere(lines) || HasEnded(lines))
                return lines;
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, string.Join('\n', lines));
            await Task.Delay(Pause, Token);
        }
    }

    /// <summary>Waits for the command's end.</summary>
    /// <returns>All that it has shown, and its exit code.</returns>
    public async Task<(string[] Lines, string ExitCode)> EndAsync()
    {
        await WaitAsync(HasEnded);
        var lines = await ReadBackAsync();
        return (lines, lines.Last(line => line.StartsWith("exit=", StringComparison.Ordinal))["exit=".Length..]);
    }

    public Task ResizeAsync(int width, int height = 40) => RunAsync("resize-window", "-x", $"{width}", "-y", $"{height}");

    public Task TypeAsync(string key) => RunAsync("send-keys", key);

    public async Task SignalAsync(string signal) =>
        await Command.RunAsync("kill", [$"-{signal}", (await File.ReadAllTextAsync(IdFile, Token)).Trim()], _folder, cancellationToken: Token);

    public async Task<bool> HasCursorAsync() => (await RunAsync("display-message", "-p", "#{cursor_flag}")).Trim() == "1";

    /// <summary>Every byte that the command has written.</summary>
    public Task<string> RecordedAsync() => File.ReadAllTextAsync(Record, Token);

    public async ValueTask DisposeAsync() => await Command.RunAsync("tmux", ["-S", Path.Combine(_folder, "tmux"), "kill-server"], _folder);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static bool HasEnded(string[] lines) => lines.Any(line => line.StartsWith("exit=", StringComparison.Ordinal));

    private async Task<string[]> CaptureAsync(params string[] options) =>
        (await RunAsync(["capture-pane", "-p", .. options])).TrimEnd('\n').Split('\n');

    private async Task<string> RunAsync(params string[] arguments)
    {
        var result = await Command.RunAsync("tmux", ["-u", "-S", Path.Combine(_folder, "tmux"), .. arguments], _folder, _variables, Token);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }
}
