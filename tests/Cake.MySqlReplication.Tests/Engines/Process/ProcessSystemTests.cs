using System.Diagnostics;
using System.IO.Pipes;
using Cake.MySqlReplication.Engines.Process.Systems;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines.Process;

/// <summary>What is known of processes. What macOS knows is asked of `ps`, which Linux has, too.</summary>
public sealed class ProcessSystemTests : IDisposable
{
    private readonly System.Diagnostics.Process _process;

    public ProcessSystemTests()
    {
        Assert.SkipUnless(File.Exists("/bin/ps"), "There is no ps.");
        _process = System.Diagnostics.Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "read line", "--datadir=/with a/space", "--port=1"]) { RedirectStandardInput = true })!;
    }

    private static IProcessSystem[] Systems => OperatingSystem.IsLinux() ? [new LinuxProcesses(), new MacProcesses()] : [new MacProcesses()];

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    [Fact]
    public void A_process_is_told_from_others_as_long_as_it_runs()
    {
        foreach (var system in Systems)
        {
            var birth = system.Birth(_process.Id);
            Assert.NotNull(birth);
            Assert.Equal(birth, system.Birth(_process.Id));
            Assert.NotEqual(birth, system.Birth(1));
        }

        _process.Kill();
        _process.WaitForExit();
        Assert.All(Systems, system => Assert.Null(system.Birth(_process.Id)));
    }

    [Fact]
    public void The_arguments_of_a_process_are_known()
    {
        foreach (var system in Systems)
        {
            Assert.Contains("--datadir=/with a/space", system.Arguments(_process.Id)!);
            var (_, arguments) = Assert.Single(system.All(), process => process.Id == _process.Id);
            Assert.Equal(["--datadir=/with a/space", "--port=1"], arguments.TakeLast(2));
        }
    }

    [Fact]
    public void What_a_process_has_started_is_known() =>
        Assert.All(Systems, system =>
        {
            Assert.Contains(_process.Id, system.Descendants(Environment.ProcessId));
            Assert.DoesNotContain(Environment.ProcessId, system.Descendants(_process.Id));
        });

    [Fact]
    public void A_process_gets_none_of_the_files_that_its_starter_has_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc shows what a process has open.");
        var output = Path.GetTempFileName();
        // As a shell opens files for the build, and unlike most of what .NET opens.
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var system = new LinuxProcesses();
        var id = system.Start(new DetachedCommand(["/bin/sleep", "60"], new Dictionary<string, string>(), output));
        try
        {
            // What it inherited stays open; its dynamic linker opens libraries and closes them again.
            List<string?> open = [];
            SpinWait.SpinUntil(() => (open = [.. OpenFiles(id)]).SequenceEqual(["0", "1", "2"]), TimeSpan.FromSeconds(20));
            Assert.Equal(["0", "1", "2"], open);
        }
        finally
        {
            system.End(id, atOnce: true);
            File.Delete(output);
            SpinWait.SpinUntil(() => system.HowEnded(id) is not null, TimeSpan.FromSeconds(20));
        }

        static IEnumerable<string?> OpenFiles(int id) => Directory.GetFileSystemEntries($"/proc/{id}/fd").Select(Path.GetFileName).Order();
    }

    [Fact]
    public void Nothing_is_known_of_a_process_that_there_is_not()
    {
        foreach (var system in Systems)
        {
            Assert.Null(system.Birth(int.MaxValue));
            Assert.Null(system.Arguments(int.MaxValue));
        }
    }
}
