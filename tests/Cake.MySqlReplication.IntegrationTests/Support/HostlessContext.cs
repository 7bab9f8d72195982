using System.Collections.Concurrent;
using System.Globalization;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>Cake's own classes put together without a host, and a log that can be read.</summary>
internal sealed class HostlessContext : ICakeContext
{
    private readonly ReadableLog _log = new();

    public HostlessContext(string workingDirectory)
    {
        Environment = new FixedEnvironment(new CakeEnvironment(new CakePlatform(), new CakeRuntime()), workingDirectory);
        FileSystem = new FileSystem();
        Globber = new Globber(FileSystem, Environment);
        Arguments = new CakeArguments(Array.Empty<string>().ToLookup(name => name));
        Configuration = new CakeConfiguration(new Dictionary<string, string>());
        Tools = new ToolLocator(
            Environment,
            new ToolRepository(Environment),
            new ToolResolutionStrategy(FileSystem, Environment, Globber, Configuration, _log));
        ProcessRunner = new ProcessRunner(FileSystem, Environment, _log, Tools, Configuration);
    }

    /// <summary>Everything that was logged at any verbosity.</summary>
    public string LogText => string.Join('\n', _log.Lines);

    public IFileSystem FileSystem { get; }

    public ICakeEnvironment Environment { get; }

    public IGlobber Globber { get; }

    public ICakeLog Log => _log;

    public ICakeArguments Arguments { get; }

    public IProcessRunner ProcessRunner { get; }

    public IRegistry Registry { get; } = new WindowsRegistry();

    public IToolLocator Tools { get; }

    public ICakeDataResolver Data => throw new NotSupportedException();

    public ICakeConfiguration Configuration { get; }

    public IToolInstaller ToolInstaller => throw new NotSupportedException();

    public IServiceProvider ServiceProvider => throw new NotSupportedException();

    private sealed class ReadableLog : ICakeLog
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public Verbosity Verbosity { get; set; } = Verbosity.Diagnostic;

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
            Lines.Enqueue(args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args));
    }
}
