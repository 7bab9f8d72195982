using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do before the first task and after the last, on the build's own context.</summary>
/// <typeparam name="TContext">The context that it asks for.</typeparam>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    /// <summary>Called before the first task. If it throws, no task runs; the teardown does.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">What is about to run.</param>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <summary>Called after the last task. It runs after a failure too.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">What ran, and how it went.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown((TContext)context, info);
}
