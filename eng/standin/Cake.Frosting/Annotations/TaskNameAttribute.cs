namespace Cake.Frosting;

/// <summary>Names a task: what <c>--target</c> asks for. Without it a task is called as its class is.</summary>
/// <param name="name">The task's name.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The task's name.</summary>
    public string Name { get; } = name;
}
