using Cake.Core;
using Cake.Core.IO;

namespace Cake.Docker.Rendering;

/// <summary>Puts a command line together: global options, the command, its options, and what follows them.</summary>
internal static class CommandLine
{
    public static ProcessArgumentBuilder Render<TSettings>(string command, TSettings settings, string[] trailing)
        where TSettings : AutoToolSettings
    {
        var line = new ProcessArgumentBuilder();
        foreach (var option in OptionsOf<TSettings>.BeforeCommand)
            option.AppendTo(line, settings);

        line.Append(command);
        foreach (var option in OptionsOf<TSettings>.AfterCommand)
            option.AppendTo(line, settings);

        foreach (var argument in trailing)
            line.Append(argument);

        return line;
    }
}
