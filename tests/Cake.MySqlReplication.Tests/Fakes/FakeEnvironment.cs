using Cake.Core;
using Cake.Core.IO;

namespace Cake.MySqlReplication.Tests.Fakes;

/// <summary>An environment that holds the given variables and no other.</summary>
internal sealed class FakeEnvironment(IReadOnlyDictionary<string, string> variables) : ICakeEnvironment
{
    public DirectoryPath WorkingDirectory { get; set; } = new(Directory.GetCurrentDirectory());

    public DirectoryPath UserHomeDirectory => throw new NotSupportedException();

    public DirectoryPath ApplicationRoot => throw new NotSupportedException();

    public ICakePlatform Platform => throw new NotSupportedException();

    public ICakeRuntime Runtime => throw new NotSupportedException();

    public DirectoryPath GetSpecialPath(SpecialPath path) => throw new NotSupportedException();

    public string GetEnvironmentVariable(string variable) => variables.GetValueOrDefault(variable)!;

    public IDictionary<string, string> GetEnvironmentVariables() => variables.ToDictionary();
}
