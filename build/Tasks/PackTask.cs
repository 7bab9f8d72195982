using Cake.Common.IO;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Pack;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Pack")]
[TaskDescription("Makes the NuGet packages, in artifacts/package/release.")]
[IsDependentOn(typeof(BuildTask))]
public sealed class PackTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        // Packages of earlier commits have other versions.
        context.CleanDirectory(context.Artifacts.Combine("package/release"));
        context.DotNetPack(context.Solution.FullPath, new DotNetPackSettings
        {
            Configuration = BuildContext.ReleaseConfiguration,
            NoBuild = true,
            NoLogo = true,
            Verbosity = DotNetVerbosity.Quiet,
        });
    }
}
