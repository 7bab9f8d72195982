using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task that works on Cake's own context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
