using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do after the last task.</summary>
public interface IFrostingTeardown
{
    /// <summary>Called after the last task. It runs after a failure too.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">How the build went.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
