namespace Cake.Frosting.Internal;

/// <summary>A command line that cannot be understood.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
