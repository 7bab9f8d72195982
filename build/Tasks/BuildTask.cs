using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Build")]
[TaskDescription("Compiles the solution.")]
public sealed class BuildTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) =>
        context.DotNetBuild(context.Solution.FullPath, new DotNetBuildSettings
        {
            Configuration = BuildContext.ReleaseConfiguration,
            NoLogo = true,
            Verbosity = DotNetVerbosity.Quiet,
        });
}
