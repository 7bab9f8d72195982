using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do before each task, on the build's own context.</summary>
/// <typeparam name="TContext">The context that it asks for.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    /// <summary>Called before each task. If it throws, the task does not run; its teardown does.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task that is about to run.</param>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) => Setup((TContext)context, info);
}
