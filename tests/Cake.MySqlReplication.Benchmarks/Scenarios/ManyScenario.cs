using Cake.MySqlReplication.Benchmarks.Measuring;

namespace Cake.MySqlReplication.Benchmarks.Scenarios;

/// <summary>As many replicas as can be asked for, by local processes with small buffers. Once: it says what is possible, not how fast.</summary>
internal sealed class ManyScenario() : Scenario("many", "1+32 by local processes, MySQL 9.7, small buffers")
{
    private const int Replicas = 32;

    protected override async Task RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var own = OwnBuild.ByProcesses(bench, "many", "mysql-9.7", $"--replicas={Replicas}", "--start-timeout=600", "--sync-timeout=600",
            "--server-option=innodb_buffer_pool_size=8M", "--server-option=innodb_log_buffer_size=1M", "--server-option=table_open_cache=64");
        Workbench.Say($"{Name}: once");
        var before = MachineLoad.Processors();
        await own.WhileUpAsync(
            times =>
            {
                Sheet.Add("VerifySync, 1+32, tasks", times.Tasks);
                Sheet.Add("time of a replica", times.Tasks / Replicas);
                Sheet.Add("processor of a replica", (MachineLoad.Processors() - before) / Replicas);
                foreach (var (process, _) in MachineLoad.Find(Path.Combine(own.Base, "slave")))
                    Sheet.Add("memory of a replica", MachineLoad.Memory(process), "MB");
                return Task.CompletedTask;
            },
            cancellationToken);
        Show("VerifySync, 1+32, tasks");
        Show("time of a replica");
        Show("processor of a replica");
        Show("memory of a replica");
    }
}
