namespace Cake.Frosting;

/// <summary>Names a task that has to run before this one.</summary>
/// <param name="type">The other task's class.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute
{
    /// <summary>The other task's class.</summary>
    public Type Task { get; } = type;
}
