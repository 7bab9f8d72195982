using Cake.Core.IO;
using Cake.Core.Packaging;

namespace FrostingHost.Services;

/// <summary>Installs <c>empty:?package=name</c>, as an empty file of that name.</summary>
public sealed class EmptyFileInstaller(IFileSystem files) : IPackageInstaller
{
    public bool CanInstall(PackageReference package, PackageType type) => package.Scheme == "empty" && type == PackageType.Tool;

    public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path)
    {
        var file = files.GetFile(path.CombineWithFilePath(package.Package));
        files.GetDirectory(path).Create();
        file.OpenWrite().Dispose();
        return [file];
    }
}
