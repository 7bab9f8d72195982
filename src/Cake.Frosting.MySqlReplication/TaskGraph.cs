using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.MySqlReplication;

/// <summary>Foresees from the command line which tasks a build is going to run.</summary>
internal static class TaskGraph
{
    /// <summary>
    /// Whether a task is among those that the asked targets lead to. A build that finds its tasks in an unusual way gets
    /// false, which costs it time and nothing else.
    /// </summary>
    public static bool WillRun<TTask>(ICakeContext context)
        where TTask : IFrostingTask
    {
        if (context.Arguments.HasArgument("exclusive"))
            return false;

        var tasks = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly == typeof(TaskGraph).Assembly || Uses(assembly, typeof(IFrostingTask).Assembly))
            .SelectMany(LoadableTypes)
            .Where(type => !type.IsAbstract && typeof(IFrostingTask).IsAssignableFrom(type))
            .ToList();
        var targets = context.Arguments.GetArguments("target") is { Count: > 0 } given ? given : ["Default"];
        var reached = tasks.Where(task => targets.Contains(NameOf(task), StringComparer.OrdinalIgnoreCase)).ToHashSet();
        var open = new Queue<Type>(reached);
        while (open.TryDequeue(out var task))
        {
            foreach (var next in Dependencies(task, tasks).Where(reached.Add))
                open.Enqueue(next);
        }

        return reached.Contains(typeof(TTask));
    }

    /// <summary>The types of an assembly, without those that need another one that is not there.</summary>
    internal static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    private static bool Uses(Assembly assembly, Assembly library) =>
        !assembly.IsDynamic && assembly.GetReferencedAssemblies().Any(reference => reference.Name == library.GetName().Name);

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private static IEnumerable<Type> Dependencies(Type task, List<Type> tasks) =>
        task.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => attribute.Task)
            .Concat(tasks.Where(other => other.GetCustomAttributes<IsDependeeOfAttribute>().Any(attribute => attribute.Task == task)));
}
