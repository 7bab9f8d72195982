using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools that a build asked for before its first task runs.</summary>
public interface IToolInstaller
{
    /// <summary>Installs a tool.</summary>
    /// <param name="tool">The package that holds the tool.</param>
    void Install(PackageReference tool);
}
