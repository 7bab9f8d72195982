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
}
