using Cake.Core;

namespace Cake.MySqlReplication.Tests.Fakes;

/// <summary>A command line of <c>--name=value</c> words.</summary>
internal sealed class FakeArguments(params string[] commandLine) : ICakeArguments
{
    private readonly ILookup<string, string> _values = commandLine
        .Select(word => word.Split('=', 2))
        .ToLookup(parts => parts[0].TrimStart('-'), parts => parts.Length == 1 ? "" : parts[1], StringComparer.OrdinalIgnoreCase);

    public bool HasArgument(string name) => _values.Contains(name);

    public ICollection<string> GetArguments(string name) => [.. _values[name]];

    public IDictionary<string, ICollection<string>> GetArguments() =>
        _values.ToDictionary(group => group.Key, group => (ICollection<string>)[.. group]);
}
