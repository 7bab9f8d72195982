using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do after each task, on Cake's own context.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;
