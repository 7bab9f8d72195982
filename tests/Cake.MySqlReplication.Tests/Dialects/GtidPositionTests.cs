using Cake.MySqlReplication.Dialects;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class GtidPositionTests
{
    [Theory]
    [InlineData("0-1-17", "0-1-17", true, true)]
    [InlineData("0-1-18", "0-1-17", true, false)]
    [InlineData("0-1-16", "0-1-17", false, false)]
    [InlineData("0-2-17", "0-1-17", true, true)]
    [InlineData("0-1-17,5-2-3", "0-1-17", true, true)]
    [InlineData("5-2-3,0-1-17", "0-1-17,5-2-3", true, true)]
    [InlineData("0-1-17", "0-1-17,5-2-3", false, false)]
    [InlineData("", "0-1-17", false, false)]
    [InlineData("0-1-17", "", true, false)]
    public void A_position_is_compared_domain_by_domain(string position, string mark, bool covers, bool isAt) =>
        Assert.Equal((covers, isAt), (GtidPosition.Covers(position, mark), GtidPosition.IsAt(position, mark)));
}
