using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Cake.MySqlReplication.Engines.Process.Installations.Archives;

/// <summary>
/// Fetches a file, and goes on where it stopped when the connection breaks: https://www.rfc-editor.org/rfc/rfc9110#name-range-requests.
/// </summary>
internal sealed class ArchiveDownload(TimeProvider clock, FetchProgress progress, TimeSpan? stall = null) : IDisposable
{
    private const int MostBreaks = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Deadline = TimeSpan.FromHours(1);

    /// <summary>A connection that brings nothing for so long counts as broken.</summary>
    private readonly TimeSpan _stall = stall ?? TimeSpan.FromSeconds(60);

    // Time-outs are ours: the client's own bounds the whole transfer.
    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(20) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>What the server calls this version of the file: two halves of different files make none.</summary>
    private RangeConditionHeaderValue? _version;

    /// <exception cref="MySqlReplicationException">The file cannot be had.</exception>
    public async Task RunAsync(Uri address, string file, CancellationToken cancellationToken)
    {
        var name = Addresses.WithoutSecrets(address);
        var start = clock.GetTimestamp();
        var reached = 0L;
        await using var target = new FileStream(file, FileMode.Create, FileAccess.Write);
        for (var breaks = 0; ;)
        {
            try
            {
                await TransferAsync(address, name, target, cancellationToken).ConfigureAwait(false);
                progress.Done(target.Length);
                return;
            }
            catch (Exception exception) when (IsBreak(exception) && !cancellationToken.IsCancellationRequested)
            {
                breaks = target.Length > reached ? 1 : breaks + 1;
                reached = Math.Max(reached, target.Length);
                // Nothing at all came: there is no network, or no such server.
                var isHopeless = reached == 0 && exception is HttpRequestException { StatusCode: null };
                if (isHopeless || breaks > MostBreaks || clock.GetElapsedTime(start) > Deadline)
                {
                    throw new MySqlReplicationException(
                        $"{name} could not be fetched ({FetchProgress.Amount(reached, null)} came): {exception.GetBaseException().Message}. " +
                        "Check the address, the network and the proxy (HTTPS_PROXY), or fetch it by other means and give its path.", exception);
                }

                await Task.Delay(FirstPause * Math.Pow(2, breaks - 1), clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task TransferAsync(Uri address, string name, FileStream target, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_stall);
        using var request = Request(address, target.Length);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        ThrowIfRefused(response, name);

        var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == target.Length;
        if (!goesOn)
        {
            target.SetLength(0);
            target.Position = 0;
            // This answer is for the rest of something else: ask for the whole.
            if (response.StatusCode is HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
                throw new IOException($"the server answered {(int)response.StatusCode} with another part than was asked for");
        }

        _version = response.Headers.ETag is { IsWeak: false } tag ? new(tag)
            : response.Content.Headers.LastModified is { } time ? new(time) : null;
        var total = target.Length + response.Content.Headers.ContentLength;
        await using var body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        var buffer = new byte[128 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, patience.Token).ConfigureAwait(false)) > 0;)
        {
            patience.CancelAfter(_stall);
            await WriteAsync(target, buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            progress.Report(target.Length, total);
        }

        if (total is not null && target.Length < total)
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection ended early");
    }

    private static async Task WriteAsync(FileStream target, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await target.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await target.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            // A full disk is no broken connection: trying again is in vain.
            throw new MySqlReplicationException($"{target.Name} could not be written: {exception.Message} Make room on that disk.", exception);
        }
    }

    private HttpRequestMessage Request(Uri address, long from)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Cake.MySqlReplication", null));
        if (address.UserInfo.Length > 0)
        {
            var account = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(account));
        }

        if (from > 0 && _version is not null)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            request.Headers.IfRange = _version;
        }

        return request;
    }

    private static void ThrowIfRefused(HttpResponseMessage response, string name)
    {
        var status = response.StatusCode;
        if (response.IsSuccessStatusCode || status == HttpStatusCode.RequestedRangeNotSatisfiable)
            return;
        // A server that is busy may be less so in a moment.
        if ((int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
            throw new HttpRequestException($"the server answered {(int)status} {response.ReasonPhrase}", null, status);
        throw new MySqlReplicationException(
            $"{name} could not be fetched: the server answered {(int)status} {response.ReasonPhrase}. " +
            (status is HttpStatusCode.NotFound or HttpStatusCode.Gone ? "There is no such file: mend --server-archive." : "Check the address and who may read it."));
    }

    // The token of a stalled read is not the caller's.
    private static bool IsBreak(Exception exception) => exception is HttpRequestException or IOException or OperationCanceledException;
}
