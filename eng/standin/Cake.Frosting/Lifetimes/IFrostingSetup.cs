using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do before the first task.</summary>
public interface IFrostingSetup
{
    /// <summary>Called before the first task. If it throws, no task runs; the teardown does.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The target and the tasks that are about to run.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
