using Build.TestEnvironment;
using Cake.Common;
using Cake.Core;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;

namespace Build.Tasks;

[TaskName("TestEnvironment")]
[TaskDescription("Brings up what tests need and leaves it up, to run single tests by hand; --stop takes it down.")]
public sealed class TestEnvironmentTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        string[] arguments = context.HasArgument("stop") ? ["--stop"] : [];
        using var signal = new CancellationOnSignal();
        if (await TestEnvironmentConsole.RunAsync(arguments, context.Log, context.Environment.WorkingDirectory.FullPath, signal.Token) != 0)
            throw new CakeException("The test environment is not complete; the reasons are above.");
    }
}
