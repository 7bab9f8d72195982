using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do before each task and after it, on the build's own context.</summary>
/// <typeparam name="TContext">The context that it asks for.</typeparam>
public abstract class FrostingTaskLifetime<TContext> : IFrostingTaskLifetime
    where TContext : ICakeContext
{
    /// <summary>Called before each task. If it throws, the task does not run; its teardown does.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">What is about to run.</param>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    /// <summary>Called after each task. It runs after a failure too.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">What ran, and how it went.</param>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) => Setup((TContext)context, info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info) => Teardown((TContext)context, info);
}
