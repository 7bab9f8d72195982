using Cake.Core;

namespace Cake.Frosting;

/// <summary>Something to do before each task, on Cake's own context.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
