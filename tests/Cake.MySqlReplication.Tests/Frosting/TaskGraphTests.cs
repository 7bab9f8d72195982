using System.Reflection;
using Cake.Frosting.MySqlReplication;
using Xunit;

namespace Cake.MySqlReplication.Tests.Frosting;

public sealed class TaskGraphTests
{
    [Fact]
    public void Types_that_cannot_be_loaded_are_passed_over() =>
        Assert.Equal([typeof(string)], TaskGraph.LoadableTypes(new HalfAnAssembly()));

    /// <summary>An assembly with a type that derives from one of an assembly that is not there.</summary>
    private sealed class HalfAnAssembly : Assembly
    {
        public override Type[] GetTypes() => throw new ReflectionTypeLoadException([typeof(string), null], [new FileNotFoundException()]);
    }
}
