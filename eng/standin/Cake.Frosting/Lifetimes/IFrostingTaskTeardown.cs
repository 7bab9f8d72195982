using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do after each task.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Called after each task. It runs after a failure too.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task that ran, and how it went.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
