using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Tool")]
public sealed class ToolTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) =>
        context.Log.Information("tool at {0}", context.Tools.Resolve("a-tool")?.FullPath ?? "nowhere");
}
