namespace Cake.Frosting;

/// <summary>Something to do before the first task and after the last.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
