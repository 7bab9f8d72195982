namespace Cake.Frosting;

/// <summary>The build is put together in a way that cannot run.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what to do about it.</param>
    public FrostingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what to do about it.</param>
    /// <param name="innerException">What brought it about.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
