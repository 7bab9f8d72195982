using System.Globalization;

namespace Cake.MySqlReplication.Benchmarks.Measuring;

/// <summary>What the machine and single processes of it use, as Linux counts it: https://man7.org/linux/man-pages/man5/proc.5.html.</summary>
internal static class MachineLoad
{
    // Linux gives user programs all times in hundredths of a second.
    private const double MillisecondsPerTick = 10;

    /// <summary>Time that all processors together have worked, in milliseconds.</summary>
    public static double Processors()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(Number).ToArray();
        const int Idle = 3, Waiting = 4;
        return ticks.Where((_, place) => place is not Idle and not Waiting and < 8).Sum() * MillisecondsPerTick;
    }

    /// <summary>Time that a process has worked, in milliseconds.</summary>
    public static double Processor(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) * MillisecondsPerTick;
    }

    /// <summary>Memory that a process has, with its share of what it has in common with others, in MB.</summary>
    public static double Memory(int process) =>
        Number(File.ReadLines($"/proc/{process}/smaps_rollup").Single(line => line.StartsWith("Pss:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    /// <summary>Processes with a word in their command line.</summary>
    public static IReadOnlyList<(int Process, string[] Command)> Find(string word)
    {
        var found = new List<(int, string[])>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var process))
                continue;
            try
            {
                var command = File.ReadAllText(Path.Combine(folder, "cmdline")).TrimEnd('\0').Split('\0');
                if (command.Any(argument => argument.Contains(word, StringComparison.Ordinal)))
                    found.Add((process, command));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile.
            }
        }

        return found;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
