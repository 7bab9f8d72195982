using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do before each task and after it, on Cake's own context.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
