using System.Buffers;
using System.Text;
using Cake.MySqlReplication.Replication.Growth;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication.Growth;

public sealed class TableRowsTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a\tb\nc\\d", "a\\tb\\nc\\\\d")]
    [InlineData("\\N", "\\\\N")]
    [InlineData("\t", "\\t")]
    [InlineData("nul\0 cr\r quote'\"", "nul\0 cr\r quote'\"")]
    public void A_field_is_escaped_as_the_manual_says(string value, string expected)
    {
        var writer = new ArrayBufferWriter<byte>();
        TableRows.Escape(Encoding.Latin1.GetBytes(value), writer);
        Assert.Equal(expected, Encoding.Latin1.GetString(writer.WrittenSpan));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0")]
    [InlineData(-2.2250738585072014e-308, "-2.2250738585072014E-308")]
    [InlineData(0.10000000149011612, "0.10000000149011612")]
    public void A_number_keeps_all_its_digits(double number, string expected)
    {
        var writer = new ArrayBufferWriter<byte>();
        TableRows.Write(number, writer);
        Assert.Equal(expected, Encoding.ASCII.GetString(writer.WrittenSpan));
    }
}
