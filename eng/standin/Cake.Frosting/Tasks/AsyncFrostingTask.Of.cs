using Cake.Core;

namespace Cake.Frosting;

/// <summary>An asynchronous task that works on the build's own context.</summary>
/// <typeparam name="T">The context that the task asks for: the build's class, or an interface of it.</typeparam>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns>The work.</returns>
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    /// <summary>Whether the work is to be done in this build.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns><see langword="false"/> to skip the task.</returns>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Called when the work failed. Unless it throws, the failure counts as dealt with.</summary>
    /// <param name="exception">Why the work failed.</param>
    /// <param name="context">The build's context.</param>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <summary>Called after the work, whether it failed or not.</summary>
    /// <param name="context">The build's context.</param>
    public virtual void Finally(T context)
    {
    }

    Task IFrostingTask.RunAsync(ICakeContext context) => RunAsync((T)context);

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
