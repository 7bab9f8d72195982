using System.Collections.Concurrent;
using System.Globalization;
using Cake.Core.Diagnostics;

namespace Cake.MySqlReplication.IntegrationTests.Installations;

/// <summary>Keeps every line that was logged.</summary>
internal sealed class CollectedLog : ICakeLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public string Text => string.Join('\n', _lines);

    public Verbosity Verbosity { get; set; } = Verbosity.Diagnostic;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
        _lines.Enqueue(string.Format(CultureInfo.InvariantCulture, format, args));
}
