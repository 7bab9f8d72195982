using System.Reflection;

namespace Cake.MySqlReplication.Benchmarks.Measuring;

/// <summary>What scenarios share: what was asked for, and what there is to measure on.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly IReadOnlyDictionary<string, string> _images = Pairs("MYSQL_REPLICATION_TEST_IMAGES");
    private readonly IReadOnlyDictionary<string, string> _servers = Pairs("MYSQL_REPLICATION_TEST_SERVERS");

    public Workbench(int runs, int dataMegabytes)
    {
        (Runs, DataMegabytes) = (runs, dataMegabytes);
        // Short, for sockets; and where the servers' account can enter.
        Scratch = Path.Combine(Path.GetTempPath(), $"mysql-replication-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(Scratch);
    }

    /// <summary>How often each contender is measured.</summary>
    public int Runs { get; }

    /// <summary>How much data is checked and copied.</summary>
    public int DataMegabytes { get; }

    /// <summary>A folder that is deleted at the end.</summary>
    public string Scratch { get; }

    public string RepositoryRoot { get; } = typeof(Workbench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>The image that the tests use for a server, such as mysql-9.7.</summary>
    public string Image(string server) => _images.TryGetValue(server, out var image)
        ? image
        : throw new InvalidOperationException(Environment.GetEnvironmentVariable("MYSQL_REPLICATION_TEST_SKIP_DOCKER") ?? $"there is no image of {server}");

    /// <summary>The option by which local processes run a server.</summary>
    public string ProgramOption(string server) => _servers.TryGetValue(server, out var program)
        ? (program.Contains('/', StringComparison.Ordinal) ? "--server=" : "--server-version=") + program
        : throw new InvalidOperationException($"{server} cannot be had here");

    /// <summary>The file of a script that lies beside this program.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Peers", name);

    public static void Say(string what) => Console.Error.WriteLine($"Bench: {what}");

    public void Dispose()
    {
        if (Directory.Exists(Scratch))
            Directory.Delete(Scratch, recursive: true);
    }

    private static Dictionary<string, string> Pairs(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
}
