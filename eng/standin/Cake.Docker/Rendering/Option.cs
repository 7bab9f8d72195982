using System.Globalization;
using System.Reflection;
using System.Text;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Docker.Rendering;

/// <summary>One option of a docker command: a property of a settings class, and how its value is written.</summary>
internal sealed class Option
{
    private readonly PropertyInfo _property;
    private readonly AutoPropertyAttribute? _attribute;
    private readonly string _name;

    public Option(PropertyInfo property)
    {
        _property = property;
        _attribute = property.GetCustomAttribute<AutoPropertyAttribute>();
        _name = KebabCase(property.Name);
    }

    /// <summary>Whether the option belongs to the client and not to the command.</summary>
    public bool IsBeforeCommand => _attribute?.PreCommand == true;

    /// <summary>Appends the option as it is set in <paramref name="settings"/>; nothing where it is not set.</summary>
    public void AppendTo(ProcessArgumentBuilder line, AutoToolSettings settings)
    {
        var value = _property.GetValue(settings);
        if (value is null)
            return;

        if (_attribute?.Format is { } format)
        {
            AppendFormatted(line, format, value);
            return;
        }

        switch (value)
        {
            case bool isSet:
                if (isSet)
                    line.Append($"--{_name}");
                break;
            case string text:
                AppendText(line, text, settings);
                break;
            case string[] texts when _attribute?.AutoArrayType == AutoArrayType.List:
                AppendText(line, string.Join(',', texts), settings);
                break;
            case string[] texts:
                foreach (var text in texts)
                    AppendText(line, text, settings);
                break;
            case TimeSpan time:
                line.Append($"--{_name} {Math.Floor(time.TotalHours)}h{time.Minutes}m{time.Seconds}s");
                break;
            case int or long or ulong or ushort when Nullable.GetUnderlyingType(_property.PropertyType) is not null:
                line.Append(string.Create(CultureInfo.InvariantCulture, $"--{_name} {value}"));
                break;
        }
    }

    /// <summary><c>OomScoreAdj</c> becomes <c>oom-score-adj</c>.</summary>
    private static string KebabCase(string name)
    {
        var kebab = new StringBuilder(name.Length + 4);
        foreach (var character in name)
        {
            if (char.IsUpper(character) && kebab.Length > 0)
                kebab.Append('-');
            kebab.Append(char.ToLowerInvariant(character));
        }

        return kebab.ToString();
    }

    private void AppendFormatted(ProcessArgumentBuilder line, string format, object value)
    {
        if (_attribute!.OnlyWhenTrue && value is not true)
            return;

        foreach (var one in value is string[] texts ? texts : new[] { value })
            line.Append(string.Format(CultureInfo.InvariantCulture, format, _name, one));
    }

    private void AppendText(ProcessArgumentBuilder line, string text, AutoToolSettings settings)
    {
        if (text.Length == 0)
            return;

        line.Append($"--{_name}");
        if (settings.SecretProperties.Contains(_property.Name))
            line.AppendQuotedSecret(text);
        else
            line.AppendQuoted(text);
    }
}
