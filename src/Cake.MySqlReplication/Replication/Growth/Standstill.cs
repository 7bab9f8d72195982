namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>
/// Gives up a copy that does not move any more. How long a copy takes nobody can say before, but one that goes on moves.
/// </summary>
internal sealed class Standstill : IDisposable
{
    // Servers build indexes, or wait for room on a disk, without telling.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stood;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _asked;

    public Standstill(TimeProvider clock, CancellationToken cancellationToken)
    {
        _asked = cancellationToken;
        _stood = new CancellationTokenSource(Limit, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stood.Token);
    }

    public CancellationToken Token => _either.Token;

    public void Moved() => _stood.CancelAfter(Limit);

    /// <exception cref="MySqlReplicationException">The work stood still.</exception>
    public async Task<T> GuardAsync<T>(string what, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (_stood.IsCancellationRequested && !_asked.IsCancellationRequested)
        {
            throw new MySqlReplicationException(
                $"{what} stood still for {Limit.TotalMinutes} minutes. The disk may be full, or a session may hold a lock: SHOW FULL PROCESSLIST shows which.", exception);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _stood.Dispose();
    }
}
