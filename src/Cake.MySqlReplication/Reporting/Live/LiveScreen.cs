using System.Collections.Concurrent;
using System.Text;

namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>
/// The last lines of a terminal, drawn over and over, while what else is written to the console goes above them. Not
/// Spectre.Console's own live display: that does not know of what Cake writes, and leaves pieces of itself behind when the terminal
/// gets narrower. This one keeps the cursor where its first line begins, and wherever a terminal moves that, the rest lies below.
/// </summary>
internal sealed class LiveScreen : IDisposable
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const string EraseBelow = "\r\e[J";
    private const string EraseLine = "\e[K";

    // A terminal that has just become narrower would else wrap lines that were made for its old width, and the view would lose its place.
    private const string CutLines = "\e[?7l";
    private const string WrapLines = "\e[?7h";

    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<(TextWriter Writer, string Text)> _written = new();
    private readonly TextWriter _output;
    private readonly CollectedLines _collectedOutput;
    private readonly CollectedLines? _collectedErrors;
    private (IReadOnlyList<string> Lines, int Width, int Height) _drawn = ([], 0, 0);
    private bool _isDisposed;

    /// <param name="output">The terminal.</param>
    /// <param name="errors">The error output, where that is the terminal, too.</param>
    public LiveScreen(TextWriter output, TextWriter? errors)
    {
        _output = output;
        _collectedOutput = new CollectedLines(output, text => _written.Enqueue((output, text)));
        _collectedErrors = errors is null ? null : new CollectedLines(errors, text => _written.Enqueue((errors, text)));
    }

    /// <summary>Stands in for the output as long as the screen is there.</summary>
    public TextWriter Output => _collectedOutput;

    /// <summary>Stands in for the error output; null where that goes elsewhere.</summary>
    public TextWriter? Errors => _collectedErrors;

    /// <summary>Shows lines in place of those before, and above them what was written meanwhile. Does nothing where nothing is new.</summary>
    /// <param name="lines">The lines, none wider than the terminal.</param>
    /// <param name="width">The terminal's columns.</param>
    /// <param name="height">Its rows.</param>
    public void Draw(IReadOnlyList<string> lines, int width, int height)
    {
        lock (_lock)
        {
            var hasSameSize = _drawn.Width == width && _drawn.Height == height;
            if (_isDisposed || hasSameSize && _written.IsEmpty && lines.SequenceEqual(_drawn.Lines))
                return;

            var text = new StringBuilder();
            if (_drawn.Lines.Count == 0)
                text.Append(HideCursor);
            if (!hasSameSize || !_written.IsEmpty)
                text.Append(EraseBelow);
            text = WriteCollected(text).Append(CutLines);
            foreach (var line in lines)
                text.Append(line).Append(EraseLine).Append('\n');
            // There is no line after the last one; what there was is cleared.
            text.Length--;
            text.Append("\e[J\r").Append(WrapLines);
            if (lines.Count > 1)
                text.Append(FormattableString.Invariant($"\e[{lines.Count - 1}A"));
            Write(_output, text.ToString());
            _drawn = (lines, width, height);
        }
    }

    /// <summary>Leaves the terminal as if there had been no view.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            if (_drawn.Lines.Count > 0)
                Write(_output, EraseBelow + ShowCursor);
            _collectedOutput.Complete();
            _collectedErrors?.Complete();
            Write(_output, WriteCollected(new StringBuilder()).ToString());
        }
    }

    /// <summary>Adds what was written to the output, and writes what was written to another place at its turn.</summary>
    private StringBuilder WriteCollected(StringBuilder text)
    {
        while (_written.TryDequeue(out var written))
        {
            if (written.Writer == _output)
            {
                text.Append(written.Text);
                continue;
            }

            Write(_output, text.ToString());
            text.Clear();
            Write(written.Writer, written.Text);
        }

        return text;
    }

    private static void Write(TextWriter writer, string text)
    {
        if (text.Length == 0)
            return;
        writer.Write(text);
        writer.Flush();
    }
}
