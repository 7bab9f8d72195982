using Cake.Frosting;

namespace FrostingHost.Tasks;

[TaskName("WrongContext")]
public sealed class WrongContextTask : FrostingTask<IUnknownContext>;
