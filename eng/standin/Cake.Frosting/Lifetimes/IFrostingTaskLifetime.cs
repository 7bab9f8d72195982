namespace Cake.Frosting;

/// <summary>Something to do before each task and after it.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
