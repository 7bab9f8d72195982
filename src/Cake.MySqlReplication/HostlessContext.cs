using System.Globalization;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.MySqlReplication;

/// <summary>What a Cake build would give: for programs that are none, put together from Cake's own classes.</summary>
internal sealed class HostlessContext : ICakeContext
{
    public HostlessContext(Action<string>? log)
    {
        Log = new LineLog(log);
        Environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        FileSystem = new FileSystem();
        Globber = new Globber(FileSystem, Environment);
        Configuration = new CakeConfiguration(new Dictionary<string, string>());
        Tools = new ToolLocator(
            Environment, new ToolRepository(Environment), new ToolResolutionStrategy(FileSystem, Environment, Globber, Configuration, Log));
        ProcessRunner = new ProcessRunner(FileSystem, Environment, Log, Tools, Configuration);
    }

    public IFileSystem FileSystem { get; }

    public ICakeEnvironment Environment { get; }

    public IGlobber Globber { get; }

    public ICakeLog Log { get; }

    /// <summary>None: the program's own arguments are its own affair.</summary>
    public ICakeArguments Arguments { get; } = new CakeArguments(Array.Empty<string>().ToLookup(name => name));

    public IProcessRunner ProcessRunner { get; }

    public IRegistry Registry { get; } = new WindowsRegistry();

    public IToolLocator Tools { get; }

    public ICakeDataResolver Data => throw new NotSupportedException("There is no Cake build, and so there are no data of its setup.");

    public ICakeConfiguration Configuration { get; }

    public IToolInstaller ToolInstaller => throw new NotSupportedException("There is no Cake build that could install tools.");

    public IServiceProvider ServiceProvider => throw new NotSupportedException("There is no Cake build, and so there are no services of it.");

    /// <summary>What Cake would print by default, one call for each message.</summary>
    private sealed class LineLog(Action<string>? write) : ICakeLog
    {
        public Verbosity Verbosity { get; set; } = Verbosity.Normal;

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
        {
            if (write is null || verbosity > Verbosity)
                return;
            var message = args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
            write(level is LogLevel.Warning or LogLevel.Error or LogLevel.Fatal ? $"{level}: {message}" : message);
        }
    }
}
