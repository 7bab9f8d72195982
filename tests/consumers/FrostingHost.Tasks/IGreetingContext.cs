using Cake.Core;

namespace FrostingHost.Tasks;

public interface IGreetingContext : ICakeContext
{
    string Greeting { get; }
}
