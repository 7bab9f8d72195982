using Cake.Core;
using Cake.Frosting;
using FrostingHost.Tasks;

namespace FrostingHost;

public sealed class BuildContext(ICakeContext context) : FrostingContext(context), IGreetingContext
{
    public string Greeting => Configuration.GetValue("Host_Greeting");
}
