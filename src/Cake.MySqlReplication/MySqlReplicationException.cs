namespace Cake.MySqlReplication;

/// <summary>
/// A step could not be done. <see cref="Exception.Message"/> says what failed, on which server, and what to do about it.
/// </summary>
public sealed class MySqlReplicationException : Exception
{
    /// <summary>Creates an error with a message that stands on its own.</summary>
    /// <param name="message">What failed, where, and what to do about it.</param>
    public MySqlReplicationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with a message that stands on its own, and what brought it about.</summary>
    /// <param name="message">What failed, where, and what to do about it.</param>
    /// <param name="innerException">The exception that brought it about.</param>
    public MySqlReplicationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
