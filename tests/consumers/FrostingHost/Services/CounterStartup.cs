using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace FrostingHost.Services;

public sealed class CounterStartup : IFrostingStartup
{
    public void Configure(IServiceCollection services) => services.AddSingleton<Counter>();
}
