using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do after each task, on the build's own context.</summary>
/// <typeparam name="TContext">The context that it asks for.</typeparam>
public abstract class FrostingTaskTeardown<TContext> : IFrostingTaskTeardown
    where TContext : ICakeContext
{
    /// <summary>Called after each task. It runs after a failure too.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task that ran, and how it went.</param>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info) => Teardown((TContext)context, info);
}
