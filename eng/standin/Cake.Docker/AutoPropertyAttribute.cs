namespace Cake.Docker;

/// <summary>Says how a property of a settings class is rendered, where the default rendering does not fit.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class AutoPropertyAttribute : Attribute
{
    /// <summary>A composite format: <c>{0}</c> is the option's name without dashes, <c>{1}</c> its value.</summary>
    public string? Format { get; set; }

    /// <summary>Renders a boolean only when it is true.</summary>
    public bool OnlyWhenTrue { get; set; }

    /// <summary>Puts the option before the command's name, where the client's global options stand.</summary>
    public bool PreCommand { get; set; }

    /// <summary>How several values are written; repeated unless said otherwise.</summary>
    public AutoArrayType AutoArrayType { get; set; }
}
