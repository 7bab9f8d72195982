using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>Understands a command line.</summary>
/// <remarks>By hand, because a general parser takes as long to start as all the rest of the host.</remarks>
internal static class CommandLineParser
{
    /// <exception cref="CommandLineException">The command line cannot be understood.</exception>
    public static CommandLine Parse(IEnumerable<string> args)
    {
        var words = args.ToArray();
        var end = Array.IndexOf(words, "--");
        var (own, rest) = end < 0 ? (words, []) : (words[..end], words[(end + 1)..]);

        var targets = new List<string>();
        var arguments = new List<CommandLineToken>();
        var line = new CommandLine();
        foreach (var token in CommandLineTokenizer.Split(own, spelling => !IsFlag(spelling), RefuseStrayWord))
        {
            switch (token.Spelling)
            {
                case "-t" or "--target":
                    targets.Add(ValueOf(token));
                    break;
                case "-v" or "--verbosity":
                    line = line with { Verbosity = VerbosityOf(token) };
                    break;
                case "-w" or "--working":
                    line = line with { WorkingDirectory = ValueOf(token) };
                    break;
                case "-e" or "--exclusive":
                    line = line with { Exclusive = IsOn(token) };
                    break;
                case var spelling when ModeOf(spelling) is { } mode:
                    if (IsOn(token)) line = line with { Mode = (HostMode)Math.Max((int)mode, (int)line.Mode) };
                    break;
                default:
                    arguments.Add(token);
                    break;
            }
        }

        arguments.AddRange(CommandLineTokenizer.Split(rest, _ => true, _ => { }));
        arguments.AddRange(targets.Select(target => new CommandLineToken("--target", target)));
        return line with
        {
            Targets = targets,
            Arguments = arguments.ToLookup(token => token.Name, token => token.Value, StringComparer.OrdinalIgnoreCase),
        };
    }

    private static HostMode? ModeOf(string spelling) => spelling switch
    {
        "--dryrun" or "--noop" or "--whatif" => HostMode.DryRun,
        "--tree" or "--showtree" => HostMode.Tree,
        "--description" or "--descriptions" or "--showdescription" or "--showdescriptions" => HostMode.Description,
        "-h" or "-?" or "--help" => HostMode.Help,
        "--version" or "--ver" => HostMode.Version,
        "--info" => HostMode.Info,
        _ => null,
    };

    private static bool IsFlag(string spelling) => spelling is "-e" or "--exclusive" || ModeOf(spelling) is not null;

    private static bool IsOn(CommandLineToken token) => token.Value switch
    {
        null => true,
        { } value when bool.TryParse(value, out var on) => on,
        _ => throw new CommandLineException($"Option '{token.Spelling}' can be 'true' or 'false', not '{token.Value}'."),
    };

    private static string ValueOf(CommandLineToken token) =>
        token.Value ?? throw new CommandLineException($"Option '{token.Spelling}' needs a value.");

    private static Verbosity VerbosityOf(CommandLineToken token) =>
        VerbosityParser.TryParse(ValueOf(token), out var verbosity)
            ? verbosity
            : throw new CommandLineException(
                $"Verbosity '{token.Value}' is not one of quiet, minimal, normal, verbose and diagnostic.");

    private static void RefuseStrayWord(string word) =>
        throw new CommandLineException($"'{word}' belongs to no option. A target is named by --target={word}.");
}
