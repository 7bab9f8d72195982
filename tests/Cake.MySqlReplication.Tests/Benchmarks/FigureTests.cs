using Cake.MySqlReplication.Benchmarks.Figures;
using Xunit;

namespace Cake.MySqlReplication.Tests.Benchmarks;

public sealed class FigureTests
{
    [Theory]
    [InlineData(new[] { 7.0 }, 7, 7, 7)]
    [InlineData(new[] { 9.0, 1.0, 5.0 }, 5, 1, 9)]
    [InlineData(new[] { 4.0, 10.0, 2.0, 8.0 }, 6, 2, 10)]
    public void Samples_have_a_median_and_ends_in_whatever_order_they_came(double[] samples, double median, double least, double most)
    {
        var measured = Of("boot", samples);

        Assert.Equal((median, least, most), (measured.Median, measured.Least, measured.Most));
    }

    [Fact]
    public void A_ratio_is_one_of_medians() => Assert.Equal(0.25, new Figure(Of("ours", 1, 2, 90), Of("theirs", 7, 8, 9)).Ratio);

    [Theory]
    [InlineData(0.25, true)]
    [InlineData(0.24, false)]
    public void What_is_wanted_against_a_peer_is_a_ratio(double wanted, bool isReached) =>
        Assert.Equal(isReached, new Figure(Of("ours", 2), Of("theirs", 8), wanted).IsReached);

    [Theory]
    [InlineData(300, true)]
    [InlineData(299, false)]
    public void What_is_wanted_without_a_peer_is_the_value_itself(double wanted, bool isReached) =>
        Assert.Equal(isReached, new Figure(Of("ours", 300), Wanted: wanted).IsReached);

    [Fact]
    public void Where_nothing_is_wanted_nothing_is_reached() => Assert.Null(new Figure(Of("ours", 2), Of("theirs", 8)).IsReached);

    private static Measured Of(string name, params double[] samples) => new(name, "ms", samples);
}
