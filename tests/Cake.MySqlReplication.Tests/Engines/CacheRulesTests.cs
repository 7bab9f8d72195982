using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class CacheRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly CachedItem[] Items = [Item("old", 40, 10), Item("middle", 20, 60), Item("new", 1, 60)];

    [Theory]
    [InlineData(30, 1000, "old")]
    [InlineData(60, 1000, "")]
    [InlineData(60, 130, "")]
    [InlineData(60, 120, "old")]
    [InlineData(60, 70, "middle")]
    [InlineData(10, 70, "middle,old")]
    [InlineData(0, 0, "new,middle,old")]
    public void What_was_used_last_stays_as_long_as_it_is_young_and_there_is_room(int days, long bytes, string surplus) =>
        Assert.Equal(surplus, string.Join(',', CacheRules.Surplus(Items, new CacheLimits(TimeSpan.FromDays(days), bytes), Now).Select(item => item.Path)));

    [Fact]
    public void Cleaning_removes_all_unless_limits_are_given()
    {
        Assert.Equal(new CacheLimits(TimeSpan.Zero, 0), CacheLimits.WhenCleaning(new ReplicationSettings()));
        Assert.Equal(new CacheLimits(TimeSpan.FromDays(7), 2048L << 20), CacheLimits.WhenCleaning(new ReplicationSettings { CacheAge = TimeSpan.FromDays(7) }));
        Assert.Equal(new CacheLimits(TimeSpan.FromDays(30), 5 << 20), CacheLimits.WhenCleaning(new ReplicationSettings { CacheSize = 5 }));
        Assert.Equal(new CacheLimits(TimeSpan.FromDays(30), 2048L << 20), CacheLimits.WhenKeeping(new ReplicationSettings()));
    }

    private static CachedItem Item(string path, int days, long bytes) => new(path, Now - TimeSpan.FromDays(days), bytes);
}
