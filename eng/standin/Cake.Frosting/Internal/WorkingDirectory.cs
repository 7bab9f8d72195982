using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>The working directory that the build's code asked for.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
