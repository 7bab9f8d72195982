using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>Tells Cake's engine about a build's tasks.</summary>
internal static class TaskRegistration
{
    /// <summary>Registers a task; one that asks for another context than the build's is left out, with a warning.</summary>
    public static void Register(ICakeEngine engine, IFrostingTask task, IFrostingContext context)
    {
        var type = new TaskType(task.GetType());
        var name = TaskType.NameOf(task.GetType());
        if (!type.Context.IsInstanceOfType(context))
        {
            context.Log.Warning(
                "Task '{0}' is left out: it asks for the context '{1}', and this build's is '{2}'.",
                name,
                type.Context.FullName,
                context.GetType().FullName);
            return;
        }

        var builder = engine.RegisterTask(name);
        foreach (var attribute in task.GetType().GetCustomAttributes(inherit: true)) Apply(attribute, builder);

        if (type.Overrides(nameof(IFrostingTask.ShouldRun), type.Context)) builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        if (type.Overrides(nameof(IFrostingTask.OnError), typeof(Exception), type.Context))
            builder.OnError((error, _) => task.OnError(error, context));
        if (type.Overrides(nameof(IFrostingTask.Finally), type.Context)) builder.Finally(() => task.Finally(context));
        builder.Does(_ => task.RunAsync(context));
    }

    private static void Apply(object attribute, CakeTaskBuilder builder)
    {
        switch (attribute)
        {
            case TaskDescriptionAttribute description:
                builder.Description(description.Description);
                break;
            case IsDependentOnAttribute dependency:
                builder.IsDependentOn(TaskType.NameOf(dependency.Task));
                break;
            case IsDependeeOfAttribute dependee:
                builder.IsDependeeOf(TaskType.NameOf(dependee.Task));
                break;
            case ContinueOnErrorAttribute:
                builder.ContinueOnError();
                break;
        }
    }
}
