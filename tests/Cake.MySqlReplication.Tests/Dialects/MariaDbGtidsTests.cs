using Cake.MySqlReplication.Dialects;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class MariaDbGtidsTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("0-1-7", "0-1-7", "")]
    [InlineData("0-1-7", "0-1-9", "")]
    [InlineData("0-1-9", "0-1-7", "0-1-9")]
    [InlineData("0-1-7", "", "0-1-7")]
    // A replica's own transaction, in the shadow of a later one of the source.
    [InlineData("0-1-7, 0-2-8", "0-1-9", "0-2-8")]
    // What a former source wrote while it was one.
    [InlineData("0-1-7", "0-1-7,0-2-20", "")]
    [InlineData("0-1-8", "0-1-7,0-2-20", "0-1-8")]
    [InlineData("0-1-7,1-1-3", "0-1-7", "1-1-3")]
    [InlineData("0-1-5", "0-1-3,0-1-7", "")]
    public void A_binary_logs_state_is_compared_by_domain_and_server(string state, string other, string beyond) =>
        Assert.Equal(beyond, MariaDbGtids.Beyond(state, other));

    [Theory]
    [InlineData("", "", "")]
    [InlineData("0-1-9", "0-1-7", "0-1-9")]
    [InlineData("0-1-7", "0-1-9", "")]
    // Sequence numbers of a domain are in one order, whoever wrote.
    [InlineData("0-1-7", "0-2-9", "")]
    [InlineData("0-2-9", "0-1-7", "0-2-9")]
    [InlineData("0-1-7,5-1-1", "0-1-7", "5-1-1")]
    [InlineData("0-1-18446744073709551615", "0-1-7", "0-1-18446744073709551615")]
    public void A_position_is_compared_by_domain(string position, string other, string ahead) =>
        Assert.Equal(ahead, MariaDbGtids.Ahead(position, other));
}
