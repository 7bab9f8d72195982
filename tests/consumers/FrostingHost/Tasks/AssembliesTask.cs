using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("Assemblies")]
public sealed class AssembliesTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()) context.Log.Information("loaded {0}", assembly.GetName().Name);
    }
}
