using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do before the first task and after the last, on Cake's own context.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
