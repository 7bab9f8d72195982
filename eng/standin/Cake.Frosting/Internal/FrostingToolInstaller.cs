using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

/// <summary>Installs tools the way <see cref="Core.ICakeContext.ToolInstaller"/> does.</summary>
internal sealed class FrostingToolInstaller(Core.Tooling.IToolInstaller installer) : IToolInstaller
{
    // The other installs as its answer is read.
    public void Install(PackageReference tool) => _ = installer.Install(tool).ToArray();
}
