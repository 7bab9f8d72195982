using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.MySqlReplication.Tests.Fakes;

/// <summary>A Cake context with a command line and an environment, and nothing else.</summary>
internal sealed class FakeContext : ICakeContext
{
    private FakeContext(ICakeArguments arguments, ICakeEnvironment environment)
    {
        Arguments = arguments;
        Environment = environment;
    }

    public ICakeArguments Arguments { get; }

    public ICakeEnvironment Environment { get; }

    public IFileSystem FileSystem => throw new NotSupportedException();

    public IGlobber Globber => throw new NotSupportedException();

    public ICakeLog Log => throw new NotSupportedException();

    public IProcessRunner ProcessRunner => throw new NotSupportedException();

    public IRegistry Registry => throw new NotSupportedException();

    public IToolLocator Tools => throw new NotSupportedException();

    public ICakeDataResolver Data => throw new NotSupportedException();

    public ICakeConfiguration Configuration => throw new NotSupportedException();

    public IToolInstaller ToolInstaller => throw new NotSupportedException();

    public IServiceProvider ServiceProvider => throw new NotSupportedException();

    public static FakeContext With(params string[] commandLine) => With([], commandLine);

    public static FakeContext With(Dictionary<string, string> variables, params string[] commandLine) =>
        new(new FakeArguments(commandLine), new FakeEnvironment(variables));
}
