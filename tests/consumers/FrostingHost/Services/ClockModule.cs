using Cake.Core.Composition;

namespace FrostingHost.Services;

public sealed class ClockModule : ICakeModule
{
    public void Register(ICakeContainerRegistrar registrar) => registrar.RegisterInstance(TimeProvider.System).As<TimeProvider>();
}
