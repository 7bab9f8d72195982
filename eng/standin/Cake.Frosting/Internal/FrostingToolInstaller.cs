using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

/// <summary>Installs tools the way <see cref="Core.ICakeContext.ToolInstaller"/> does.</summary>
internal sealed class FrostingToolInstaller(Core.Tooling.IToolInstaller installer) : IToolInstaller
{
    public void Install(PackageReference tool) => installer.Install(tool);
}
