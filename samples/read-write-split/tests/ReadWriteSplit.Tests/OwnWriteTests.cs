using Xunit;

namespace ReadWriteSplit.Tests;

public sealed class OwnWriteTests(Servers servers)
{
    private readonly Orders _orders = new(new SplitDatabase(servers.ConnectionStrings, new SplitOptions { ReplicaPatience = TimeSpan.FromSeconds(10) }));

    [Fact]
    public async Task Who_writes_reads_it_at_once_from_a_replica()
    {
        // Often enough that a race would show.
        for (var i = 0; i < 50; i++)
        {
            var order = Guid.NewGuid();

            var written = await _orders.AddAsync(order);

            Assert.Equal((true, true), await _orders.ExistsAsync(order, after: written));
        }
    }
}
