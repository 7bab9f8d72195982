namespace Cake.Docker;

/// <summary>How several values of one option are written.</summary>
public enum AutoArrayType
{
    /// <summary>The option is repeated: <c>--label a --label b</c>.</summary>
    MultipleInstances,

    /// <summary>The values are joined: <c>--label a,b</c>.</summary>
    List,
}
