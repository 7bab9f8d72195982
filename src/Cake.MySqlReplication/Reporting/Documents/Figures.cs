using System.Globalization;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>Times as people read them.</summary>
internal static class Figures
{
    /// <summary>Such as 0.4 ms, 12 ms, 1.24 s, 2 min 5 s.</summary>
    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 9.95 => Text($"{milliseconds:0.#} ms"),
        < 999.5 => Text($"{milliseconds:0} ms"),
        < 9995 => Text($"{milliseconds / 1000:0.00} s"),
        < 99_950 => Text($"{milliseconds / 1000:0.0} s"),
        _ => Text($"{Math.Floor(milliseconds / 60_000):0} min {milliseconds % 60_000 / 1000:0} s"),
    };

    public static string Lag(double? milliseconds) => milliseconds is { } known ? Duration(known) : "unknown";

    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A number at or above another that makes even steps on an axis: 1, 2, 3 or 5 with zeros.</summary>
    public static double RoundUp(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1))));
        return new[] { 1, 2, 3, 5, 10 }.Select(step => step * power).First(step => step >= value * 0.999);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
