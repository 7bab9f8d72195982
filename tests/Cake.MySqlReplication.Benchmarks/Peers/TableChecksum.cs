using System.Text;
using Cake.MySqlReplication.Benchmarks.Measuring;

namespace Cake.MySqlReplication.Benchmarks.Peers;

/// <summary>Percona's pt-table-checksum on the same source and replica.</summary>
internal sealed class TableChecksum(Workbench bench, OwnBuild own)
{
    public const string Title = "pt-table-checksum";

    private readonly string _toolkit = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache", "cake-mysql-replication", "percona-toolkit");

    private bool _isPrepared;

    public Contender Contender => new(Title, async (sheet, cancellationToken) =>
    {
        await PrepareAsync(cancellationToken);
        var source = own.Servers()[0];
        var result = await ChildCommand.TryAsync(
            "perl",
            [
                Path.Combine(_toolkit, "usr", "bin", "pt-table-checksum"), $"h={source.Host},P={source.Port},u=root,F={OptionFile}",
                "--databases=" + TestData.Schema, "--replicate=bench_tools.checksums", "--recursion-method=dsn=D=bench_tools,t=dsns",
                "--no-check-binlog-format", "--no-check-replication-filters", "--no-version-check", "--no-check-plan", "--progress=time,600",
            ],
            new Dictionary<string, string>(), cancellationToken);
        if (result.ExitCode != 0 || !result.Output.Contains(TestData.Schema + ".t0", StringComparison.Ordinal))
            throw new MissingPeerException($"it ended with exit code {result.ExitCode}: {(result.Error + result.Output).Trim().ReplaceLineEndings(" ")}");
        sheet.Add(Title, result.Took.TotalMilliseconds);
    });

    private static FileStreamOptions PrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private string OptionFile => Path.Combine(bench.Scratch, "checksum.cnf");

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isPrepared)
            return;
        try
        {
            Directory.CreateDirectory(_toolkit);
            await ChildCommand.RunAsync("bash", [Workbench.Script("percona-toolkit.sh"), _toolkit], cancellationToken);
            await ChildCommand.RunAsync("perl", ["-MDBI", "-MDBD::mysql", "-e", "1"], cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new MissingPeerException(exception.Message);
        }

        var servers = own.Servers();
        await using (var file = new FileStream(OptionFile, PrivateFile()))
            await file.WriteAsync(Encoding.UTF8.GetBytes($"[client]\npassword=\"{servers[0].Password}\"\n"), cancellationToken);
        await Statements.RunAsync(servers[0].ConnectionString, cancellationToken,
            "CREATE DATABASE bench_tools",
            "CREATE TABLE bench_tools.dsns (id INT PRIMARY KEY, parent_id INT, dsn VARCHAR(255) NOT NULL)",
            $"INSERT INTO bench_tools.dsns VALUES (1, NULL, 'h={servers[1].Host},P={servers[1].Port},u=root,F={OptionFile}')");
        _isPrepared = true;
    }
}
