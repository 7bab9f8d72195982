namespace Cake.Frosting.Internal;

/// <summary>The names of the Cake settings that the host itself knows.</summary>
internal static class SettingNames
{
    /// <summary>https://cakebuild.net/docs/running-builds/configuration/default-configuration-values</summary>
    public const string ToolPath = "Paths_Tools";
}
