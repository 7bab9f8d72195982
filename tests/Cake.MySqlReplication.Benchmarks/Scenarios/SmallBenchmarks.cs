using BenchmarkDotNet.Attributes;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Benchmarks.Scenarios;

/// <summary>What a build does for each server, or for each look at one.</summary>
public class SmallBenchmarks
{
    private readonly ReplicationSettings _settings = new() { Replicas = 8 };
    private readonly ServerVersion _version = new(IsMariaDb: false, new Version(9, 7, 4));
    private readonly Topology _planned;

    private readonly Dictionary<string, string?> _row = new()
    {
        ["Source_Host"] = "mysql_master", ["Source_Port"] = "3306", ["Source_Log_File"] = "mysql-bin.000002", ["Read_Source_Log_Pos"] = "1099",
        ["Relay_Source_Log_File"] = "mysql-bin.000002", ["Exec_Source_Log_Pos"] = "824", ["Replica_IO_Running"] = "Yes", ["Replica_SQL_Running"] = "Yes",
        ["Seconds_Behind_Source"] = "0", ["Last_IO_Errno"] = "0", ["Last_SQL_Errno"] = "0", ["Auto_Position"] = "1",
    };

    /// <summary>Makes what is measured.</summary>
    public SmallBenchmarks() => _planned = Plan();

    /// <summary>The settings' check and the plan of 1+8 servers.</summary>
    [Benchmark(Description = "validate settings and plan 1+8")]
    public object ValidateAndPlan() => (_settings.Validate(), Plan());

    /// <summary>The text of one option file.</summary>
    [Benchmark(Description = "option file of a replica")]
    public string OptionFileText() => OptionFile.Text(_planned, _planned.Server("slave"));

    /// <summary>A replica's status as its server shows it.</summary>
    [Benchmark(Description = "read a replica's status")]
    public object ReadStatus()
    {
        var status = new ReplicaStatus(_row);
        return (status.BothThreadsRun, status.Applied, status.Received, status.SecondsBehind, status.UsesGtid);
    }

    private Topology Plan() => TopologyPlanner.Plan(_settings, new TopologyPaths("/base"), _ => (_version, "the image mysql:9.7"), _ => true);
}
