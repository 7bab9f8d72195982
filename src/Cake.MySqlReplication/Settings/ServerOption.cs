namespace Cake.MySqlReplication.Settings;

/// <summary>A line for the server's option file, besides those that replication needs.</summary>
/// <param name="Name">The option's name as the server spells it, such as <c>max_connections</c>.</param>
/// <param name="Value">Its value, or null for an option that takes none, such as <c>skip-external-locking</c>.</param>
/// <param name="Server">The only server that gets it (<c>master</c>, <c>slave</c>, <c>slave2</c>, …), or null for all.</param>
public sealed record ServerOption(string Name, string? Value = null, string? Server = null)
{
    /// <summary>Reads <c>[server:]name[=value]</c>.</summary>
    /// <param name="text">The text, such as <c>max_connections=50</c> or <c>slave2:innodb_buffer_pool_size=64M</c>.</param>
    public static ServerOption Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var left = equals < 0 ? text : text[..equals];
        var colon = left.IndexOf(':', StringComparison.Ordinal);
        return new ServerOption(
            left[(colon + 1)..].Trim(),
            equals < 0 ? null : text[(equals + 1)..].Trim(),
            colon < 0 ? null : left[..colon].Trim());
    }

    /// <summary>The option as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => (Server is null ? "" : Server + ":") + Name + (Value is null ? "" : "=" + Value);
}
