using Cake.Core;

namespace FrostingHost.Tasks;

public interface IUnknownContext : ICakeContext;
