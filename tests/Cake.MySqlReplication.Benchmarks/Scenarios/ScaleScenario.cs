using Cake.MySqlReplication.Benchmarks.Measuring;
using Cake.MySqlReplication.Benchmarks.Peers;

namespace Cake.MySqlReplication.Benchmarks.Scenarios;

/// <summary>Eight replicas beside one, in Docker: time, and what each further replica costs.</summary>
internal sealed class ScaleScenario() : Scenario("scale", "1+8 in Docker, MySQL 9.7, templates there")
{
    private const string Server = "mysql-9.7";
    private const int Many = 8;

    protected override async Task RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var script = new ScriptPeer(bench, Server, Many);
        await TakeTurnsAsync(
            bench,
            [
                Own(bench, 1),
                Own(bench, Many),
                new(script.Title, (sheet, token) => script.RunAsync(sheet, worked => sheet.Add(script.Title + ", processor", worked), token)),
            ],
            cancellationToken);

        for (var turn = 0; turn < Sheet[Processor(1)].Samples.Count; turn++)
        {
            Sheet.Add("processor of each further replica", (Sheet[Processor(Many)].Samples[turn] - Sheet[Processor(1)].Samples[turn]) / (Many - 1));
            Sheet.Add("time of each further replica", (Sheet[Tasks(Many)].Samples[turn] - Sheet[Tasks(1)].Samples[turn]) / (Many - 1));
        }

        Show(Tasks(Many), script.Title, 0.15);
        Show(Tasks(1));
        Show("time of each further replica");
        Show("processor of each further replica", "processor of a replica's server");
        Show("processor of a replica's server");
        Show("memory of a replica");
        Show(Processor(Many), script.Title + ", processor");
        Show(script.Title);
    }

    private static string Tasks(int replicas) => $"VerifySync, 1+{replicas}, tasks";

    private static string Processor(int replicas) => $"VerifySync, 1+{replicas}, processor";

    private static Contender Own(Workbench bench, int replicas)
    {
        var own = OwnBuild.InDocker(bench, "scale", Server, $"--replicas={replicas}", "--start-timeout=300", "--sync-timeout=300");
        return new($"VerifySync, 1+{replicas}", async (sheet, token) =>
        {
            var before = MachineLoad.Processors();
            await own.WhileUpAsync(
                async times =>
                {
                    sheet.Add(Processor(replicas), MachineLoad.Processors() - before);
                    sheet.Add(Tasks(replicas), times.Tasks);
                    var inspection = await ChildCommand.RunAsync("docker", ["inspect", "--format", "{{.State.Pid}}", $"{own.Name}_slave"], token);
                    var process = int.Parse(inspection.Output.Trim(), System.Globalization.CultureInfo.InvariantCulture);
                    if (replicas == 1)
                    {
                        sheet.Add("processor of a replica's server", MachineLoad.Processor(process));
                        sheet.Add("memory of a replica", MachineLoad.Memory(process), "MB");
                    }
                },
                token);
        });
    }
}
