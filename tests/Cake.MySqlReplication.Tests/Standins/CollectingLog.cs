using Cake.Core.Diagnostics;

namespace Cake.MySqlReplication.Tests.Standins;

/// <summary>Keeps every line that was logged.</summary>
internal sealed class CollectingLog : ICakeLog
{
    public List<string> Lines { get; } = [];

    public Verbosity Verbosity { get; set; } = Verbosity.Diagnostic;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
        Lines.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args));
}
