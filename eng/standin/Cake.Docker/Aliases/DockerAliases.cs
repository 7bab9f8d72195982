using System.Runtime.CompilerServices;
using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <summary>Docker's commands as Cake aliases.</summary>
[CakeAliasCategory("Docker")]
public static partial class DockerAliases
{
    private static void Run<TSettings>(string command, ICakeContext context, TSettings? settings, params string[] arguments)
        where TSettings : AutoToolSettings, new() =>
        RunnerOf<TSettings>(context).Run(command, settings ?? new TSettings(), arguments);

    private static string[] Lines<TSettings>(string command, ICakeContext context, TSettings? settings, params string[] arguments)
        where TSettings : AutoToolSettings, new() =>
        RunnerOf<TSettings>(context).RunWithResult(command, settings ?? new TSettings(), lines => lines.ToArray(), arguments);

    private static GenericDockerRunner<TSettings> RunnerOf<TSettings>(ICakeContext context)
        where TSettings : AutoToolSettings, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        return new GenericDockerRunner<TSettings>(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);
    }

    private static void RequireSome(string[] names, [CallerArgumentExpression(nameof(names))] string? parameter = null)
    {
        if (names is null or [])
            throw new ArgumentNullException(parameter);
    }
}
