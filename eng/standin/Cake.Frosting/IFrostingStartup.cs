using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers a build's services in a class of its own.</summary>
public interface IFrostingStartup
{
    /// <summary>Registers the services.</summary>
    /// <param name="services">Where to register them.</param>
    void Configure(IServiceCollection services);
}
