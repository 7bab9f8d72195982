using System.Reflection;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;

namespace Build;

/// <summary>The targets of this build, in the order in which a newcomer meets them.</summary>
internal static class Targets
{
    private static readonly string[] Chain = ["PrepareDirs", "StartMaster", "StartSlaves", "ConfigureReplication", "VerifySync", "Teardown"];

    public static IReadOnlyList<(string Name, string Description)> All() =>
    [
        .. new[] { typeof(VerifySyncTask).Assembly, typeof(Targets).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsAbstract && typeof(IFrostingTask).IsAssignableFrom(type))
            .Select(type => (Name: type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name,
                Description: type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? ""))
            .OrderBy(target => Array.IndexOf(Chain, target.Name) is var place and >= 0 ? place : Chain.Length)
            .ThenBy(target => target.Name, StringComparer.Ordinal),
    ];
}
