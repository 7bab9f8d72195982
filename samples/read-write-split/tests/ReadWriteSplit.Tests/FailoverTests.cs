using Xunit;

namespace ReadWriteSplit.Tests;

public sealed class FailoverTests(Servers servers)
{
    private readonly Orders _orders = new(new SplitDatabase(servers.ConnectionStrings, new SplitOptions { FailoverPatience = TimeSpan.FromMinutes(2) }));

    [Fact]
    public async Task Nothing_is_lost_and_writes_go_on_when_the_source_dies()
    {
        var (before, during) = (Guid.NewGuid(), Guid.NewGuid());
        await _orders.AddAsync(before);
        await servers.EndSourceAsync();

        var writing = _orders.AddAsync(during);
        // There is nobody to write to, and a replica to read from.
        Assert.True((await _orders.ExistsAsync(before)).FromReplica);
        Assert.False(writing.IsCompleted);
        await Servers.PromoteAsync();

        var written = await writing;
        Assert.True((await _orders.ExistsAsync(before, after: written)).Value);
        Assert.True((await _orders.ExistsAsync(during, after: written)).Value);
    }
}
