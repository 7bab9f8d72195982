namespace Cake.Frosting.Internal;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public static string For(string program) => $"""
        USAGE:
            {program} [OPTIONS]

        OPTIONS:
            -h, --help                     Prints help information
            -t, --target <TARGET>          A target to run; may be given several times. The default is Default
            -v, --verbosity <VERBOSITY>    How much to print: quiet, minimal, normal, verbose or diagnostic
            -w, --working <PATH>           The directory to work in
            -e, --exclusive                Runs the target alone, without its dependencies
                --description              Shows what each task does
                --tree                     Shows which task depends on which
                --dryrun                   Shows what would run, without running it
                --version                  Shows the version
                --info                     Shows more about the host

        Every other option is an argument of the build's own.
        """;
}
