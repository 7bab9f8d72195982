namespace Cake.Frosting;

/// <summary>Lets the build go on as if nothing had happened when this task fails.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ContinueOnErrorAttribute : Attribute;
