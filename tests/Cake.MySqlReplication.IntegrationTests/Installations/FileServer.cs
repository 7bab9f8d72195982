using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cake.MySqlReplication.IntegrationTests.Installations;

/// <summary>A web server with one file, which breaks connections and answers errors as it is told.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _work;
    private int _served;

    public FileServer(byte[] content)
    {
        Content = content;
        _listener.Start();
        _work = ServeAsync();
    }

    public byte[] Content { get; set; }

    /// <summary>What the file's version is called; null if the server does not tell.</summary>
    public string? Tag { get; set; } = "\"one\"";

    /// <summary>After how many bytes of its body an answer breaks off; null if it does not.</summary>
    public Func<int, int?> BreakAfter { get; set; } = _ => null;

    /// <summary>Whether a broken connection stays open and says nothing more.</summary>
    public bool Stalls { get; set; }

    /// <summary>What an answer's status is; null for what is right.</summary>
    public Func<int, string?> Status { get; set; } = _ => null;

    /// <summary>The requests' headers.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/downloads/server.tar.gz";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            try
            {
                await AnswerAsync(client.GetStream(), _served++);
            }
            catch (IOException)
            {
                // The client went away.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream, int number)
    {
        var request = await ReadRequestAsync(stream);
        _requests.Enqueue(request);
        if (Status(number) is { } status)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _end.Token);
            return;
        }

        var from = Tag is not null && Header(request, "If-Range") == Tag && Header(request, "Range") is { } range
            ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture)
            : 0;
        var head = new StringBuilder(from > 0 ? "HTTP/1.1 206 Partial Content\r\n" : "HTTP/1.1 200 OK\r\n");
        if (from > 0)
            head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{Content.Length - 1}/{Content.Length}\r\n");
        if (Tag is not null)
            head.Append("ETag: ").Append(Tag).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Content.Length - from}\r\nConnection: close\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), _end.Token);

        var rest = Content.AsMemory(from);
        var cut = BreakAfter(number);
        await stream.WriteAsync(cut < rest.Length ? rest[..cut.Value] : rest, _end.Token);
        if (cut < rest.Length && Stalls)
            await Task.Delay(Timeout.Infinite, _end.Token).WaitAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _end.Token);
            if (read == 0)
                throw new IOException("no request");
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private static string? Header(string request, string name) =>
        request.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}
