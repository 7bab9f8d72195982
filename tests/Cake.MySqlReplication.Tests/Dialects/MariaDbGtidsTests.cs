using Cake.MySqlReplication.Dialects;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class MariaDbGtidsTests
{
    [Theory]
    [InlineData("0-1-42", "0-1-42", null)]
    [InlineData("0-1-42", "0-1-43", null)]
    [InlineData("", "0-1-1", null)]
    [InlineData("", "", null)]
    [InlineData("0-1-42", "", "0-1-42")]
    [InlineData("0-1-42", "0-1-7", "0-1-42")]
    [InlineData("0-1-42,5-2-9", "0-1-42,5-2-3", "5-2-9")]
    [InlineData("0-1-42,5-2-9", "0-1-50", "5-2-9")]
    public void What_a_replica_has_beyond_its_source_is_told_by_domain(string replica, string source, string? ahead) =>
        Assert.Equal(ahead, MariaDbGtids.Ahead(replica, source));
}
