using Cake.MySqlReplication.Dialects;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class BinaryLogPositionTests
{
    [Theory]
    [InlineData("mysql-bin.000002", 100, true)]
    [InlineData("mysql-bin.000002", 101, true)]
    [InlineData("mysql-bin.000002", 99, false)]
    [InlineData("mysql-bin.000003", 4, true)]
    [InlineData("mysql-bin.000001", 900, false)]
    [InlineData("mysql-bin.1000000", 4, true)]
    [InlineData("", 0, false)]
    public void A_mark_is_reached_at_its_place_or_in_a_later_file(string file, long offset, bool reached) =>
        Assert.Equal(reached, new BinaryLogPosition(file, offset).HasReached(new BinaryLogPosition("mysql-bin.000002", 100)));
}
