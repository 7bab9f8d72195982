using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do after the last task, on Cake's own context.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
