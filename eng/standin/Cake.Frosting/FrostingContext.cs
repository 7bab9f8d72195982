using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a Frosting build's tasks share: Cake's own context, to which a build adds properties by deriving.</summary>
/// <param name="context">Cake's context.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
