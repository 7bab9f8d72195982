using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>
/// A Cake context whose processes can be ended from outside. Cake.Docker's aliases wait for the docker client until it ends,
/// and hand out nothing that it could be ended by.
/// </summary>
internal sealed class KillableContext(ICakeContext context) : ICakeContext
{
    private readonly KillableRunner _runner = new(context.ProcessRunner);

    public IProcessRunner ProcessRunner => _runner;

    public IFileSystem FileSystem => context.FileSystem;

    public ICakeEnvironment Environment => context.Environment;

    public IGlobber Globber => context.Globber;

    public ICakeLog Log => context.Log;

    public ICakeArguments Arguments => context.Arguments;

    public IRegistry Registry => context.Registry;

    public IToolLocator Tools => context.Tools;

    public ICakeDataResolver Data => context.Data;

    public ICakeConfiguration Configuration => context.Configuration;

    public IToolInstaller ToolInstaller => context.ToolInstaller;

    public IServiceProvider ServiceProvider => context.ServiceProvider;

    /// <summary>Ends what was started, and whatever is started from now on.</summary>
    public void Kill() => _runner.Kill();

    private sealed class KillableRunner(IProcessRunner runner) : IProcessRunner
    {
        private readonly Lock _lock = new();
        private readonly List<IProcess> _started = [];
        private bool _killed;

        public IProcess Start(FilePath filePath, ProcessSettings settings)
        {
            var process = runner.Start(filePath, settings);
            bool late;
            lock (_lock)
            {
                late = _killed;
                // The runner gives none where the program could not be started.
                if (process is not null)
                    _started.Add(process);
            }

            if (late)
                process?.Kill();
            return process!;
        }

        public void Kill()
        {
            IProcess[] started;
            lock (_lock)
            {
                _killed = true;
                started = [.. _started];
            }

            foreach (var process in started)
                process.Kill();
        }
    }
}
