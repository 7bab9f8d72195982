using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a Frosting build's tasks share.</summary>
public interface IFrostingContext : ICakeContext;
