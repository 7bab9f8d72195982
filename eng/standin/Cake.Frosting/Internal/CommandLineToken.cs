namespace Cake.Frosting.Internal;

/// <summary>One option of a command line.</summary>
/// <remarks>A class and not a struct, because generic code over structs is compiled anew at each start.</remarks>
internal sealed class CommandLineToken(string spelling, string? value)
{
    /// <summary>The option as it was written, dashes and all.</summary>
    public string Spelling { get; } = spelling;

    /// <summary>The option without its dashes.</summary>
    public string Name => Spelling.TrimStart('-');

    /// <summary>The value, or <see langword="null"/> for a flag.</summary>
    public string? Value { get; } = value;
}
