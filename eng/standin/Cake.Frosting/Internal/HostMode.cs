namespace Cake.Frosting.Internal;

/// <summary>What a command line asks the host to do.</summary>
internal enum HostMode
{
    Build,
    DryRun,
    Tree,
    Description,
    Help,
    Version,
    Info,
}
