using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do after the last task, on the build's own context.</summary>
/// <typeparam name="TContext">The context that it asks for.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    /// <summary>Called after the last task. It runs after a failure too.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">How the build went.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown((TContext)context, info);
}
