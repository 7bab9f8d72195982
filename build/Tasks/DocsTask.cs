using Build.Testing;
using Cake.Common.Diagnostics;
using Cake.Core;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;

namespace Build.Tasks;

[TaskName("Docs")]
[TaskDescription("Writes the pages of docs that are made from the code.")]
[IsDependentOn(typeof(BuildTask))]
public sealed class DocsTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        using var signal = new CancellationOnSignal();
        // The unit tests know how the pages are made, since they compare them.
        var result = TestProject.Unit.Run(context, new Dictionary<string, string>(), ["-explicit", "only", "-class", "*.GeneratedPagesTests"], signal.Token);
        if (result is not { ExitCode: 0, Passed: > 0 })
            throw new CakeException("The pages could not be written; the reason is above.");
        context.Information("Wrote docs/settings.md, docs/tasks and docs/aliases.");
    }
}
