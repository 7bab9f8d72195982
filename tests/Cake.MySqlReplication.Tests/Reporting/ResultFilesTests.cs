using System.Diagnostics;
using System.Text.Json;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting;

public sealed class ResultFilesTests : IDisposable
{
    private const string Password = "it's \"$HOME\" `id` \\n #1; ☃ = x";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_shell_that_sources_the_file_has_every_value_as_it_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh to source it.");
        var servers = Servers(Password, replicas: 2);
        ResultFiles.Write(_folder.Paths, "orders", servers, report: null);

        var sourced = await SourceAsync(_folder.Paths.EnvironmentFile);

        Assert.Equal("127.0.0.1", sourced["MYSQL_SOURCE_HOST"]);
        Assert.Equal("3307", sourced["MYSQL_SOURCE_PORT"]);
        Assert.Equal("root", sourced["MYSQL_SOURCE_USER"]);
        Assert.Equal(Password, sourced["MYSQL_SOURCE_PASSWORD"]);
        Assert.Equal(servers[0].GetConnectionString(), sourced["MYSQL_SOURCE_CONNECTION_STRING"]);
        Assert.Equal("3308", sourced["MYSQL_REPLICA_1_PORT"]);
        Assert.Equal("3309", sourced["MYSQL_REPLICA_2_PORT"]);
        Assert.Equal(Password, sourced["MYSQL_REPLICA_2_PASSWORD"]);
        Assert.Equal(servers[2].GetConnectionString(), sourced["MYSQL_REPLICA_2_CONNECTION_STRING"]);
        Assert.Equal(15, sourced.Count);
    }

    [Fact]
    public void A_program_reads_the_same_as_JSON()
    {
        var servers = Servers(Password, replicas: 1);
        ResultFiles.Write(_folder.Paths, "orders", servers, Reports.Of(Reports.Replica));

        var result = Read();

        Assert.Equal("orders", result.GetProperty("name").GetString());
        var source = result.GetProperty("servers")[0];
        Assert.Equal("master", source.GetProperty("name").GetString());
        Assert.Equal("Source", source.GetProperty("role").GetString());
        Assert.Equal("127.0.0.1", source.GetProperty("host").GetString());
        Assert.Equal(3307, source.GetProperty("port").GetInt32());
        Assert.Equal("root", source.GetProperty("user").GetString());
        Assert.Equal(Password, source.GetProperty("password").GetString());
        Assert.Equal(servers[0].GetConnectionString(), source.GetProperty("connectionString").GetString());
        Assert.Equal("Replica", result.GetProperty("servers")[1].GetProperty("role").GetString());
        var report = result.GetProperty("report");
        Assert.True(report.GetProperty("isInSync").GetBoolean());
        Assert.Equal("mysql-bin.000001:1099", report.GetProperty("sources")[0].GetProperty("position").GetString());
        Assert.Equal(16.5, report.GetProperty("replicas")[0].GetProperty("lagMilliseconds").GetDouble());
        Assert.Equal(0, report.GetProperty("replicas")[0].GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public void Before_the_first_check_there_is_no_report()
    {
        ResultFiles.Write(_folder.Paths, "orders", Servers("x", replicas: 1), report: null);

        Assert.Equal(JsonValueKind.Null, Read().GetProperty("report").ValueKind);
    }

    [Fact]
    public void Where_the_time_went_is_added_to_what_is_there()
    {
        ResultFiles.AddProfile(_folder.Paths, [new ProfiledPhase("Teardown", "", "", 300, 20, 1)]);
        Assert.False(File.Exists(_folder.Paths.ResultFile));
        ResultFiles.Write(_folder.Paths, "orders", Servers("x", replicas: 1), Reports.Of(Reports.Replica));

        ResultFiles.AddProfile(_folder.Paths, [new ProfiledPhase("VerifySync", "compare", "slave", 305.5, 12.5, 2)]);

        var phase = Assert.Single(Read().GetProperty("profile").EnumerateArray());
        Assert.Equal(("VerifySync", "compare", "slave"), (phase.GetProperty("step").GetString(), phase.GetProperty("phase").GetString(), phase.GetProperty("server").GetString()));
        Assert.Equal((305.5, 12.5, 2), (phase.GetProperty("startMilliseconds").GetDouble(), phase.GetProperty("milliseconds").GetDouble(), phase.GetProperty("times").GetInt32()));
        Assert.True(Read().GetProperty("report").GetProperty("isInSync").GetBoolean());
    }

    [Fact]
    public void Only_their_owner_can_read_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        File.WriteAllText(_folder.Paths.EnvironmentFile, "written by something that gave it to all the world");

        ResultFiles.Write(_folder.Paths, "orders", Servers("x", replicas: 1), report: null);

        foreach (var file in new[] { _folder.Paths.EnvironmentFile, _folder.Paths.ResultFile, _folder.Paths.ClientFile })
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private static RunningServer[] Servers(string password, int replicas)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Replicas = replicas, RootPassword = password });
        return [.. topology.Servers.Select(server => RunningServer.Of(topology, server))];
    }

    private static async Task<Dictionary<string, string>> SourceAsync(string file)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["FILE"] = file;
        start.ArgumentList.Add("-c");
        // env -0 is not everywhere; the variables hold no line breaks.
        start.ArgumentList.Add("set -a; . \"$FILE\"; env");
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        return output.Split('\n')
            .Where(line => line.StartsWith("MYSQL_", StringComparison.Ordinal))
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);
    }

    private JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(_folder.Paths.ResultFile));
        return document.RootElement.Clone();
    }
}
