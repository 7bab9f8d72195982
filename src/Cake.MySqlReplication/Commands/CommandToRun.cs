namespace Cake.MySqlReplication.Commands;

/// <summary>A command that is run while the servers are up.</summary>
public sealed record CommandToRun
{
    private CommandToRun(string program, IReadOnlyList<string> arguments, string? windowsArguments, string text) =>
        (Program, Arguments, WindowsArguments, Text) = (program, arguments, windowsArguments, text);

    /// <summary>The command as it was asked for.</summary>
    public string Text { get; }

    internal string Program { get; }

    internal IReadOnlyList<string> Arguments { get; }

    /// <summary>What <c>cmd</c> gets: it reads its line by rules of its own, so nothing in it may be quoted anew.</summary>
    internal string? WindowsArguments { get; }

    /// <summary>A line for the machine's shell: <c>sh</c>, or <c>cmd</c> on Windows.</summary>
    /// <param name="line">The line, with pipes and quotes as the shell wants them.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static CommandToRun Shell(string line)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(line);
        return OperatingSystem.IsWindows()
            ? new CommandToRun(Environment.GetEnvironmentVariable("ComSpec") ?? "cmd.exe", [], $"/d /s /c \"{line}\"", line)
            : new CommandToRun("/bin/sh", ["-c", line], null, line);
    }

    /// <summary>A program and its arguments, which reach it as they are.</summary>
    /// <param name="program">A path, or a name that is on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ArgumentException">There is no program.</exception>
    public static CommandToRun Words(string program, params IReadOnlyList<string> arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(program);
        ArgumentNullException.ThrowIfNull(arguments);
        return new CommandToRun(program, arguments, null, string.Join(' ', arguments.Prepend(program)));
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
