using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Cake.MySqlReplication.Benchmarks.Measuring;
using MySqlConnector;

namespace Cake.MySqlReplication.Benchmarks.Peers;

/// <summary>
/// One server process on a copy of an initialised data directory, from its start until it answers a query: by its default
/// options, or by those of a topology. There is nothing that replicates, so that no pair can be had for less.
/// </summary>
internal sealed class BareBoot(Workbench bench, string server)
{
    private readonly string _folder = Path.Combine(bench.Scratch, "boot");
    private string[] _program = [];
    private string _options = "";
    private string _password = "";

    /// <summary>Takes over program, options and data of a topology's source.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var own = OwnBuild.ByProcesses(bench, "boot-source", server);
        await own.WhileUpAsync(
            async _ =>
            {
                var (process, command) = MachineLoad.Find(Path.Combine(own.Base, "master")).First(found => found.Command.Any(IsOptions));
                _program = [.. command.TakeWhile(argument => !IsOptions(argument)), .. command.Where(IsPlace)];
                _options = await File.ReadAllTextAsync(Path.Combine(own.Base, "master", "mysqld.cnf"), cancellationToken);
                _password = own.Servers()[0].Password;
                await EndAsync(process, cancellationToken);
                Directory.CreateDirectory(_folder);
                await CopyAsync(Path.Combine(own.Base, "master", "data", "."), Data("initialised"), cancellationToken);
            },
            cancellationToken);
        // Files that depend on options get the size of the new ones at the first start.
        foreach (var isTuned in new[] { false, true })
        {
            await CopyAsync(Data("initialised"), Data("present"), cancellationToken);
            await BootAsync(isTuned, gracefully: true, cancellationToken);
            Directory.Move(Data("present"), Data(isTuned ? "tuned" : "default"));
        }
    }

    public Contender ByDefaults => Contender(isTuned: false);

    public Contender Tuned => Contender(isTuned: true);

    public string Title(bool isTuned) => $"bare boot of {server}, {(isTuned ? "the topology's" : "default")} options";

    private Contender Contender(bool isTuned) => new(Title(isTuned), async (sheet, cancellationToken) =>
    {
        await CopyAsync(Data(isTuned ? "tuned" : "default"), Data("present"), cancellationToken);
        var (milliseconds, processor) = await BootAsync(isTuned, gracefully: false, cancellationToken);
        Directory.Delete(Data("present"), recursive: true);
        sheet.Add(Title(isTuned), milliseconds);
        sheet.Add(Title(isTuned) + ", processor", processor);
    });

    private async Task<(double Milliseconds, double Processor)> BootAsync(bool isTuned, bool gracefully, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var file = Path.Combine(_folder, "my.cnf");
        await File.WriteAllTextAsync(file, isTuned ? _options : "[mysqld]\n", cancellationToken);
        var before = _program.TakeWhile(argument => !IsPlace(argument)).ToList();
        var start = new ProcessStartInfo(before[0],
        [
            .. before.Skip(1), "--defaults-file=" + file, .. _program.Where(IsPlace), "--datadir=" + Data("present"), "--port=" + port,
            "--socket=" + Path.Combine(Data("present"), "s"), "--pid-file=" + Path.Combine(Data("present"), "pid"), "--bind-address=127.0.0.1", "--loose-mysqlx=OFF",
            // A folder that a package would make, and that may not be there.
            "--secure-file-priv=NULL",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = new ConcurrentQueue<string?>();
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data);
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            var target = new MySqlConnectionStringBuilder { Server = "127.0.0.1", Port = (uint)port, UserID = "root", Password = _password };
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var answer = Statements.WaitForAsync(target.ConnectionString, "SELECT 1", ended.Token);
            if (await Task.WhenAny(answer, process.WaitForExitAsync(ended.Token)) != answer)
            {
                await ended.CancelAsync();
                throw new InvalidOperationException($"{server} did not start: {string.Join(Environment.NewLine, errors)}");
            }

            await answer;
            var milliseconds = watch.Elapsed.TotalMilliseconds;
            var processor = MachineLoad.Processor(process.Id);
            if (gracefully)
                await EndAsync(process.Id, cancellationToken);
            return (milliseconds, processor);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private string Data(string name) => Path.Combine(_folder, name);

    private static bool IsOptions(string argument) => argument.StartsWith("--defaults", StringComparison.Ordinal) || argument.StartsWith("--no-defaults", StringComparison.Ordinal);

    /// <summary>Where the program finds what belongs to it, and the account that it runs under.</summary>
    private static bool IsPlace(string argument) =>
        new[] { "--basedir", "--lc-messages-dir", "--plugin-dir", "--character-sets-dir", "--user" }.Contains(argument.Replace('_', '-').Split('=')[0]);

    private static Task CopyAsync(string from, string to, CancellationToken cancellationToken) =>
        ChildCommand.RunAsync("cp", ["--archive", "--reflink=auto", from, to], cancellationToken);

    private static async Task EndAsync(int process, CancellationToken cancellationToken)
    {
        await ChildCommand.RunAsync("kill", ["-TERM", process.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        for (var watch = Stopwatch.StartNew(); Runs(process); await Task.Delay(10, cancellationToken))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(1))
                throw new TimeoutException($"The server process {process} did not end within a minute.");
        }
    }

    /// <summary>One that has ended and is not collected has no command line any more.</summary>
    private static bool Runs(int process) => File.Exists($"/proc/{process}/cmdline") && File.ReadAllText($"/proc/{process}/cmdline").Length > 0;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
