using System.Reflection;

namespace Cake.Frosting.Internal;

/// <summary>What a task's class says about it.</summary>
internal sealed class TaskType
{
    private readonly Type _type;
    private readonly Type? _base;

    public TaskType(Type type)
    {
        _type = type;
        for (var ancestor = type.BaseType; ancestor is not null && _base is null; ancestor = ancestor.BaseType)
            if (IsTaskBase(ancestor)) _base = ancestor;
    }

    /// <summary>The context that the task asks for; Cake's own when its class does not say.</summary>
    public Type Context => _base?.GenericTypeArguments[0] ?? typeof(Core.ICakeContext);

    public static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    /// <summary>Whether a method is more than the empty one that the base class has. An empty handler is not the same as none.</summary>
    public bool Overrides(string method, params Type[] parameters) =>
        _base is null || _type.GetMethod(method, parameters)?.DeclaringType is not { } declaring || !IsTaskBase(declaring);

    private static bool IsTaskBase(Type type) =>
        type.IsConstructedGenericType
        && (type.GetGenericTypeDefinition() == typeof(FrostingTask<>) || type.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>));
}
