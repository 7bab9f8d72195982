using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Xunit;
using Path = System.IO.Path;

namespace Cake.MySqlReplication.Tests.Standins;

/// <summary>A docker client that notes how it was called, and a Cake context that finds it.</summary>
internal sealed class FakeDocker : IDisposable
{
    private const string Script = """
        #!/bin/sh
        here=$(dirname "$0")
        printf '%s\n' "$@" > "$here/arguments"
        pwd -P > "$here/directory"
        printf '%s\n' "$FAKE_DOCKER_SECRET" > "$here/secret"
        printf '%s\n' "$$" > "$here/process"
        test -e "$here/hangs" && exec sleep 600
        echo "$*" >> "$here/calls"
        if test -e "$here/slow-$1"; then sleep 0.3; echo "end of $1" >> "$here/calls"; fi
        known=$here/$(echo "$1-$2" | tr / _)
        if test -e "$known"; then cat "$known"; exit 0; fi
        cat "$here/output"
        cat "$here/errors" >&2
        exit "$(cat "$here/exit-code")"

        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("fake docker ");

    public FakeDocker(string output = "", string errors = "", int exitCode = 0, bool hangs = false)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The fake client is a shell script.");
        Write("output", output);
        Write("errors", errors);
        Write("exit-code", $"{exitCode}");
        if (hangs)
            Write("hangs", "");
        Write("docker", Script);
        Executable.Make(PathOf("docker"));
        Context = CreateContext(PathOf("docker"), Log);
    }

    public ICakeContext Context { get; }

    public CollectingLog Log { get; } = new();

    /// <summary>The arguments of the last call.</summary>
    public string[] Arguments => File.ReadAllLines(PathOf("arguments"));

    /// <summary>All calls, in the order in which they ended.</summary>
    public string[] Calls => File.Exists(PathOf("calls")) ? File.ReadAllLines(PathOf("calls")) : [];

    /// <summary>The working directory of the last call.</summary>
    public string WorkingDirectory => File.ReadAllText(PathOf("directory")).TrimEnd();

    /// <summary>What FAKE_DOCKER_SECRET was in the last call.</summary>
    public string Secret => File.ReadAllText(PathOf("secret")).TrimEnd();

    /// <summary>Whether the last call is under way.</summary>
    public bool Runs => Directory.Exists($"/proc/{File.ReadAllText(PathOf("process")).Trim()}");

    /// <summary>Waits until it is called.</summary>
    public async Task CalledAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        while (!File.Exists(PathOf("process")) || new FileInfo(PathOf("process")).Length == 0)
            await Task.Delay(10, cancellation);
    }

    /// <summary>What calls that begin with two words succeed with.</summary>
    public void Answer(string first, string second, string output) => Write($"{first}-{second}".Replace('/', '_'), output);

    /// <summary>Has calls that begin with a word take a while, and be among the calls a second time when they end: "end of" and the word.</summary>
    public void Slow(string first) => Write("slow-" + first, "");

    public void Dispose() => _directory.Delete(recursive: true);

    private static CakeContext CreateContext(string docker, ICakeLog log)
    {
        var fileSystem = new FileSystem();
        var environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var globber = new Globber(fileSystem, environment);
        var configuration = new CakeConfiguration(new Dictionary<string, string>());
        var tools = new ToolLocator(
            environment,
            new ToolRepository(environment),
            new ToolResolutionStrategy(fileSystem, environment, globber, configuration, log));
        tools.RegisterFile(docker);
        return new CakeContext(
            fileSystem,
            environment,
            globber,
            log,
            new CakeArguments(Array.Empty<string>().ToLookup(_ => "", _ => "")),
            new ProcessRunner(fileSystem, environment, log, tools, configuration),
            new WindowsRegistry(),
            tools,
            new CakeDataService(),
            configuration,
            new NoTools(),
            new NoServices());
    }

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);

    private void Write(string name, string content) => File.WriteAllText(PathOf(name), content);

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class NoTools : IToolInstaller
    {
        public IEnumerable<FilePath> Install(Cake.Core.Packaging.PackageReference tool) => throw new NotSupportedException();
    }
}
