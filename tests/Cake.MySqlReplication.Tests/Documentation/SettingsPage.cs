using System.Text;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>The page of all settings.</summary>
internal static class SettingsPage
{
    public static string Text()
    {
        var page = new StringBuilder(GeneratedPages.Head("Settings, one by one"))
            .Append("[README](../README.md#settings) has them as one table, and says what overrides what.\n");
        foreach (var setting in SettingCatalog.All)
        {
            var property = GeneratedPages.PropertyOf(setting);
            page.Append("\n## `--").Append(setting.Option).Append("`\n\n").Append(Markdown.Escape(setting.Description)).Append("\n\n")
                .Append("- Values: ").Append(Markdown.Escape(setting.Values)).Append('\n')
                .Append("- Default: ").Append(Markdown.Escape(setting.Default)).Append('\n')
                .Append("- In the environment: `").Append(setting.EnvironmentVariable).Append("`\n")
                .Append("- In code: `").Append(property.Name).Append("` (`").Append(Markdown.TypeName(property.PropertyType)).Append("`). ")
                .Append(Markdown.Text(XmlDocumentation.Of(property).Element("summary"))).Append('\n');
        }

        return page.ToString();
    }
}
