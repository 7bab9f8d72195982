using Cake.Core;

namespace Cake.Frosting;

/// <summary>An asynchronous task that works on Cake's own context.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;
