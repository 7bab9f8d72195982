using System.Text;

namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>Hands on what is written to it a line at a time, so that nothing is drawn in the middle of one.</summary>
internal sealed class CollectedLines(TextWriter writer, Action<string> add) : TextWriter(writer.FormatProvider)
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _begun = new();

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine(string? value) => Write(value + CoreNewLine.AsSpan().ToString());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_lock)
        {
            var end = buffer.LastIndexOf('\n') + 1;
            if (end > 0)
            {
                add(_begun.Append(buffer[..end]).ToString());
                _begun.Clear();
            }

            _begun.Append(buffer[end..]);
        }
    }

    /// <summary>Hands on the line that was begun; nothing comes after it.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            if (_begun.Length > 0)
                add(_begun.ToString());
            _begun.Clear();
        }
    }
}
