using System.Globalization;
using System.Runtime.InteropServices;
using Cake.MySqlReplication.Benchmarks;
using Cake.MySqlReplication.Benchmarks.Figures;
using Cake.MySqlReplication.Benchmarks.Measuring;
using Cake.MySqlReplication.Benchmarks.Scenarios;

Scenario[] all =
[
    new WarmScenario(),
    new ReuseScenario(),
    new ProcessScenario(),
    new ScaleScenario(),
    new ManyScenario(),
    new ColdScenario(),
    new ChecksumScenario(),
    new GrowthScenario("growth", "mysql-9.7", hasClone: true, "mysqldump", "mysql"),
    new GrowthScenario("growth-mariadb", "mariadb-10.11", hasClone: false, "mariadb-dump", "mariadb"),
    new SmallScenario(),
];

var options = BenchOptions.Parse(args);
var unknown = options.Scenarios.Except(all.Select(scenario => scenario.Name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"--bench: there is no {string.Join(", ", unknown)}. Allowed: {string.Join(", ", all.Select(scenario => scenario.Name))}.");
    return 2;
}

// The first Ctrl-C still takes down what is up.
using var cancellation = new CancellationTokenSource();
using var interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

using var bench = new Workbench(options.Runs, options.DataMegabytes);
var began = DateTimeOffset.UtcNow;
var results = new List<ScenarioResult>();
foreach (var scenario in all.Where(scenario => options.Scenarios.Count == 0 || options.Scenarios.Contains(scenario.Name)))
{
    var result = await scenario.MeasureAsync(bench, cancellation.Token);
    results.Add(result);
    Console.WriteLine(FigureTable.Markdown(result));
    // After each: what a later one breaks does not cost the earlier ones.
    Write(new BenchReport($"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors", began, results));
}

return results.Any(result => result.Failure is not null) ? 1 : 0;

void Write(BenchReport report)
{
    Directory.CreateDirectory(options.Output);
    var file = Path.Combine(options.Output, began.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
    File.WriteAllText(file + ".md", FigureTable.Markdown(report));
    File.WriteAllText(file + ".json", report.ToJson());
}

void Cancel(PosixSignalContext context)
{
    context.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
