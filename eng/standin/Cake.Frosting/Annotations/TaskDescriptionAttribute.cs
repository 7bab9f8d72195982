namespace Cake.Frosting;

/// <summary>Says what a task does, for <c>--description</c>.</summary>
/// <param name="description">The task's description.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    /// <summary>The task's description.</summary>
    public string Description { get; } = description;
}
