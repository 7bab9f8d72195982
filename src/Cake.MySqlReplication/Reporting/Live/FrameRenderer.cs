using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>A frame as lines for a terminal, none of them wider than it. Alone in knowing Spectre.Console, so that nobody else loads it.</summary>
internal sealed class FrameRenderer : IDisposable
{
    private const int MinimumForAddress = 64;
    private const int MinimumForLine = 16;
    private const int WidestBar = 30;
    private const int WidestRule = 100;

    private readonly StringWriter _text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly IAnsiConsole _console;
    private readonly (string Idle, string Working, string Done, char Full, char Empty) _signs;

    /// <param name="isColoured">Whether colours are wanted.</param>
    /// <param name="isUnicode">Whether the terminal shows more than ASCII.</param>
    public FrameRenderer(bool isColoured, bool isUnicode)
    {
        _signs = isUnicode ? ("·", "●", "✓", '━', '─') : ("-", "*", "+", '=', '-');
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = isColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_text),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        _console.Profile.Capabilities.Unicode = isUnicode;
    }

    /// <param name="frame">What is shown.</param>
    /// <param name="width">How many columns there are.</param>
    /// <param name="height">How many lines there may be at most.</param>
    public IReadOnlyList<string> Render(LiveFrame frame, int width, int height)
    {
        var room = Math.Max(1, height - 1 - frame.Transfers.Count);
        var servers = Chosen(frame.Servers, room);
        List<SingleLine> lines = [TitleLine(frame, width)];
        lines.AddRange(ServerLines(servers, width));
        if (servers.Count < frame.Servers.Count)
            lines.Add(Line(($"  and {frame.Servers.Count - servers.Count} more, {frame.Servers.Count(server => server.State == LiveState.Done)} of {frame.Servers.Count} done", Color.Grey)));
        lines.AddRange(frame.Transfers.Select(transfer => TransferLine(transfer, width)));

        _console.Profile.Width = width;
        _text.GetStringBuilder().Clear();
        foreach (var line in lines.Take(height))
            _console.Write(line);

        return _text.ToString().TrimEnd('\n').Split('\n');
    }

    public void Dispose() => _text.Dispose();

    /// <summary>Where there is no room for all, those come first with which something is done; one line says how many are left out.</summary>
    private static IReadOnlyList<LiveServer> Chosen(IReadOnlyList<LiveServer> servers, int room)
    {
        if (servers.Count <= room)
            return servers;
        var chosen = servers.OrderBy(server => server.State == LiveState.Working ? 0 : 1).Take(room - 1).ToHashSet();
        return [.. servers.Where(chosen.Contains)];
    }

    /// <summary>It sets the view off from what stands above it.</summary>
    private SingleLine TitleLine(LiveFrame frame, int width)
    {
        var time = $"  {Time(frame.Elapsed)} ";
        var rule = Math.Min(width, WidestRule) - 3 - frame.Title.Length - time.Length;
        return Line((new string(_signs.Empty, 2) + " ", Color.Grey), (frame.Title, Color.Default), (time + new string(_signs.Empty, Math.Max(0, rule)), Color.Grey));
    }

    private IEnumerable<SingleLine> ServerLines(IReadOnlyList<LiveServer> servers, int width)
    {
        var addressWidth = width < MinimumForAddress ? 0 : Widest(server => server.Address);
        var (nameWidth, phaseWidth) = (Widest(server => server.Name), Widest(Phase));
        foreach (var server in servers)
        {
            var (sign, color) = server.State switch
            {
                LiveState.Working => (_signs.Working, Color.Yellow),
                LiveState.Done => (_signs.Done, Color.Green),
                _ => (_signs.Idle, Color.Grey),
            };
            var head = $" {server.Name.PadRight(nameWidth)}{(addressWidth == 0 ? "" : "  " + server.Address.PadRight(addressWidth))}  ";
            var time = $"{(server.State == LiveState.Idle ? "" : Time(server.Elapsed)),7}";
            // What the log says is cut off first, and left out where it would be too little to read.
            var rest = width - 1 - head.Length - phaseWidth - time.Length - 2;
            yield return Line(
                (sign, color),
                (head, Color.Default),
                (Phase(server).PadRight(phaseWidth), server.State == LiveState.Working ? Color.Default : Color.Grey),
                (time, Color.Grey),
                (rest < MinimumForLine ? "" : "  " + server.LastLine, Color.Grey));
        }

        int Widest(Func<LiveServer, string> cell) => servers.Select(server => cell(server).Length).DefaultIfEmpty().Max();
    }

    private static string Phase(LiveServer server) => server.State == LiveState.Done ? "done" : server.Phase;

    private SingleLine TransferLine(LiveTransfer transfer, int width)
    {
        var isBytes = transfer.Unit.Length == 0;
        var scale = isBytes ? 1e6 : 1;
        var format = isBytes ? "0.0" : "0";
        var unit = isBytes ? "MB" : transfer.Unit;
        var total = transfer.Total is { } known ? Math.Max(known, transfer.Done) : (long?)null;
        var amount = (total is null ? "" : (transfer.Done / scale).ToString(format, CultureInfo.InvariantCulture) + " of ") +
            ((total ?? transfer.Done) / scale).ToString(format, CultureInfo.InvariantCulture) + " " + unit +
            (isBytes ? string.Create(CultureInfo.InvariantCulture, $"  {transfer.Rate / 1e6:0.0} MB/s") : "");
        if (total is null or 0)
            return Line((transfer.What, Color.Default), ("  " + amount, Color.Grey));

        var bar = Math.Clamp(width - transfer.What.Length - amount.Length - 4, 8, WidestBar);
        var what = Cut(transfer.What, Math.Max(8, width - bar - amount.Length - 4));
        var full = (int)(bar * transfer.Done / total.Value);
        return Line(
            (what + "  ", Color.Default), (new string(_signs.Full, full), Color.Green), (new string(_signs.Empty, bar - full), Color.Grey), ("  " + amount, Color.Grey));
    }

    private static SingleLine Line(params ReadOnlySpan<(string Text, Color Color)> parts)
    {
        var segments = new List<Segment>();
        foreach (var (text, color) in parts)
            segments.Add(new Segment(text, new Style(color)));
        return new SingleLine(segments);
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";

    private static string Time(TimeSpan time) =>
        time.TotalSeconds < 10 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time.TotalSeconds < 100 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes):0}:{time.Seconds:00} min");

    /// <summary>Counts columns, not characters, and cuts off what is too much.</summary>
    private sealed class SingleLine(List<Segment> segments) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            var isCut = Segment.CellCount(segments) > maxWidth;
            var room = isCut ? maxWidth - 1 : maxWidth;
            foreach (var segment in segments)
            {
                if (room > 0 && Segment.Truncate(segment, room) is { } shown)
                    yield return shown;
                room -= segment.CellCount();
            }

            if (isCut)
                yield return new Segment("…");
            yield return Segment.LineBreak;
        }
    }
}
