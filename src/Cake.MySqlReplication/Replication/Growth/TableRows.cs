using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>Writes rows in the format that LOAD DATA reads by default: https://dev.mysql.com/doc/refman/8.4/en/load-data.html.</summary>
internal static class TableRows
{
    private const int Enough = 256 * 1024;
    private const int LongestNumber = 32;

    private static readonly SearchValues<byte> Special = SearchValues.Create("\\\t\n"u8);

    /// <param name="reader">The rows; every column gives bytes, or floating-point numbers.</param>
    /// <param name="writer">Takes the text. When it is no longer read, writing ends early.</param>
    /// <param name="written">Told the bytes of each piece.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number of rows.</returns>
    public static async Task<long> WriteAsync(MySqlDataReader reader, PipeWriter writer, Action<long> written, CancellationToken cancellationToken)
    {
        var (rows, value) = (0L, new byte[1024]);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            WriteRow(reader, writer, ref value);
            rows++;
            if (writer.UnflushedBytes >= Enough && await FlushAsync(writer, written, cancellationToken).ConfigureAwait(false))
                return rows;
        }

        await FlushAsync(writer, written, cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>A field as LOAD DATA reads it: what ends fields and lines, and the escape itself, are escaped.</summary>
    public static void Escape(ReadOnlySpan<byte> value, IBufferWriter<byte> writer)
    {
        for (int next; (next = value.IndexOfAny(Special)) >= 0; value = value[(next + 1)..])
        {
            writer.Write(value[..next]);
            writer.Write(value[next] switch { (byte)'\t' => "\\t"u8, (byte)'\n' => "\\n"u8, _ => "\\\\"u8 });
        }

        writer.Write(value);
    }

    private static void WriteRow(MySqlDataReader reader, PipeWriter writer, ref byte[] value)
    {
        for (var column = 0; column < reader.FieldCount; column++)
        {
            if (column > 0)
                writer.Write("\t"u8);
            if (reader.IsDBNull(column))
            {
                writer.Write("\\N"u8);
                continue;
            }

            if (reader.GetFieldType(column) == typeof(double))
            {
                Write(reader.GetDouble(column), writer);
                continue;
            }

            var length = (int)reader.GetBytes(column, 0, null, 0, 0);
            if (length > value.Length)
                value = new byte[length];
            reader.GetBytes(column, 0, value, 0, length);
            Escape(value.AsSpan(0, length), writer);
        }

        writer.Write("\n"u8);
    }

    /// <summary>With the digits that it takes to get the same number again.</summary>
    public static void Write(double number, IBufferWriter<byte> writer)
    {
        number.TryFormat(writer.GetSpan(LongestNumber), out var length, "R", CultureInfo.InvariantCulture);
        writer.Advance(length);
    }

    /// <returns>Whether nobody reads any more.</returns>
    private static async ValueTask<bool> FlushAsync(PipeWriter writer, Action<long> written, CancellationToken cancellationToken)
    {
        var bytes = writer.UnflushedBytes;
        var result = await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        written(bytes);
        return result.IsCompleted;
    }
}
