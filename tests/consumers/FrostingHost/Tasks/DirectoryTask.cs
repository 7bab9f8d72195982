using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Directory")]
public sealed class DirectoryTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) =>
        context.Log.Information("working in {0}", context.Environment.WorkingDirectory.FullPath);
}
