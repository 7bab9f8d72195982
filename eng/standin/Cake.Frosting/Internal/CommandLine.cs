using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>A command line, understood.</summary>
internal sealed record CommandLine
{
    public HostMode Mode { get; init; }

    /// <summary>The targets in the order given; empty when none was.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    public Verbosity Verbosity { get; init; } = Verbosity.Normal;

    public string? WorkingDirectory { get; init; }

    public bool Exclusive { get; init; }

    /// <summary>What the build's tasks get to see: the targets, and every option that the host does not know.</summary>
    public ILookup<string, string?> Arguments { get; init; } = Enumerable.Empty<string>().ToLookup(_ => string.Empty, _ => (string?)null);
}
