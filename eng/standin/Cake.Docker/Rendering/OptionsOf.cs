using System.Reflection;

namespace Cake.Docker.Rendering;

/// <summary>The options that a settings class has, read from its properties once.</summary>
/// <remarks>
/// The properties of <see cref="Cake.Core.Tooling.ToolSettings"/> are read as well, as they are by the published package:
/// a <c>ToolTimeout</c> becomes <c>--tool-timeout</c>, which no docker client knows.
/// </remarks>
internal static class OptionsOf<TSettings>
    where TSettings : AutoToolSettings
{
    private static readonly Option[] s_all =
        [.. typeof(TSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => new Option(property))];

    public static Option[] BeforeCommand { get; } = [.. s_all.Where(option => option.IsBeforeCommand)];

    public static Option[] AfterCommand { get; } = [.. s_all.Where(option => !option.IsBeforeCommand)];
}
