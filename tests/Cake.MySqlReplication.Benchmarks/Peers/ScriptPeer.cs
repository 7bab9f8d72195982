using System.Globalization;
using Cake.MySqlReplication.Benchmarks.Measuring;

namespace Cake.MySqlReplication.Benchmarks.Peers;

/// <summary>A shell script that starts all containers at once, by the image's own entrypoint.</summary>
internal sealed class ScriptPeer(Workbench bench, string server, int replicas)
{
    private static readonly Dictionary<string, string> Variables = new() { ["BENCH_PASSWORD"] = Guid.NewGuid().ToString("N") };

    private readonly string _name = $"bench{Environment.ProcessId}-script";

    public string Title => $"shell script, 1+{replicas}";

    public Contender Contender => new(Title, (sheet, cancellationToken) => RunAsync(sheet, processors => { }, cancellationToken));

    /// <param name="sheet">Gets the time.</param>
    /// <param name="afterwards">Is told what all processors worked for it, in milliseconds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(Sheet sheet, Action<double> afterwards, CancellationToken cancellationToken)
    {
        var count = replicas.ToString(CultureInfo.InvariantCulture);
        try
        {
            var before = MachineLoad.Processors();
            var result = await ChildCommand.RunAsync("bash", [Workbench.Script("replicate.sh"), "up", _name, bench.Image(server), count], Variables, cancellationToken);
            afterwards(MachineLoad.Processors() - before);
            sheet.Add(Title, result.Took.TotalMilliseconds);
        }
        finally
        {
            await ChildCommand.RunAsync("bash", [Workbench.Script("replicate.sh"), "down", _name, count], CancellationToken.None);
        }
    }
}
