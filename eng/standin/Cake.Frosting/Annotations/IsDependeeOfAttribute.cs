namespace Cake.Frosting;

/// <summary>Names a task that this one has to run before.</summary>
/// <param name="type">The other task's class.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute
{
    /// <summary>The other task's class.</summary>
    public Type Task { get; } = type;
}
