using MySqlConnector;

namespace ReadWriteSplit.Tests;

/// <summary>What an application does with the database.</summary>
internal sealed class Orders(SplitDatabase database)
{
    /// <summary>The order's id comes from the caller, so that writing it twice makes one order.</summary>
    public Task<WriteMark> AddAsync(Guid id) => database.WriteAsync(async source =>
    {
        await using var command = new MySqlCommand("INSERT IGNORE INTO shop.orders VALUES (@id)", source);
        command.Parameters.AddWithValue("@id", id.ToString());
        await command.ExecuteNonQueryAsync();
    });

    public Task<(bool Value, bool FromReplica)> ExistsAsync(Guid id, WriteMark? after = null) => database.ReadAsync(
        async server =>
        {
            await using var command = new MySqlCommand("SELECT COUNT(*) FROM shop.orders WHERE id = @id", server);
            command.Parameters.AddWithValue("@id", id.ToString());
            return Convert.ToInt64(await command.ExecuteScalarAsync(), null) == 1;
        },
        after);
}
