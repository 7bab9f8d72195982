using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Cake.MySqlReplication.Benchmarks.Figures;
using Cake.MySqlReplication.Benchmarks.Measuring;
using Perfolizer.Horology;
using Perfolizer.Mathematics.OutlierDetection;

namespace Cake.MySqlReplication.Benchmarks.Scenarios;

/// <summary>What is small, by BenchmarkDotNet.</summary>
internal sealed class SmallScenario() : Scenario("small", "what runs in this process alone, by BenchmarkDotNet")
{
    protected override Task RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        Workbench.Say($"{Name}: {bench.Runs} iterations of each");
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(bench.Runs).WithOutlierMode(OutlierMode.DontRemove)
            .WithIterationTime(TimeInterval.FromMilliseconds(100));
        var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).WithOptions(ConfigOptions.DisableOptimizationsValidator)
            .WithArtifactsPath(Path.Combine(bench.Scratch, "small"));
        var summary = BenchmarkRunner.Run<SmallBenchmarks>(config);
        foreach (var report in summary.Reports)
        {
            var samples = report.AllMeasurements
                .Where(measurement => measurement is { IterationMode: IterationMode.Workload, IterationStage: IterationStage.Result })
                .Select(measurement => measurement.Nanoseconds / measurement.Operations / 1000)
                .ToList();
            if (samples.Count == 0)
                throw new InvalidOperationException($"{report.BenchmarkCase.Descriptor.WorkloadMethod.Name} has no result.");
            Show(new Figure(new Measured(report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), "µs", samples)));
        }

        return Task.CompletedTask;
    }
}
