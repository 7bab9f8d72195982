using Cake.Core;

namespace Cake.Frosting;

/// <summary>A unit of work.</summary>
public interface IFrostingTask
{
    /// <summary>What the log and the report say of the task when <see cref="ShouldRun"/> said no.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns>The work.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the work is to be done in this build.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns><see langword="false"/> to skip the task.</returns>
    bool ShouldRun(ICakeContext context);

    /// <summary>Called when the work failed. Unless it throws, the failure counts as dealt with.</summary>
    /// <param name="exception">Why the work failed.</param>
    /// <param name="context">The build's context.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Called after the work, whether it failed or not.</summary>
    /// <param name="context">The build's context.</param>
    void Finally(ICakeContext context);
}
