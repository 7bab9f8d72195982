namespace Cake.Frosting.Internal;

/// <summary>One option of a command line, with the value that was given for it.</summary>
/// <param name="Spelling">The option as it was written, dashes and all.</param>
/// <param name="Value">The value, or <see langword="null"/> for a flag.</param>
/// <param name="IsAttached">Whether the value was part of the same word.</param>
internal readonly record struct CommandLineToken(string Spelling, string? Value, bool IsAttached)
{
    public string Name => Spelling.TrimStart('-');
}
