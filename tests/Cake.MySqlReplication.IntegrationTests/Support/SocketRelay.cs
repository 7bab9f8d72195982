using System.Net.Sockets;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>A unix socket that passes everything on to another one, for a user who may not reach that.</summary>
internal sealed class SocketRelay : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public SocketRelay(string path, string target)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _accepting = AcceptAsync(target);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(string target)
    {
        while (true)
        {
            var client = await _listener.AcceptAsync(_stop.Token);
            _ = PassOnAsync(client, target);
        }
    }

    private async Task PassOnAsync(Socket client, string target)
    {
        using (client)
        using (var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(target), _stop.Token);
            await Task.WhenAll(CopyAsync(client, engine), CopyAsync(engine, client)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[8192];
        int count;
        while ((count = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
            await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
        to.Shutdown(SocketShutdown.Send);
    }
}
