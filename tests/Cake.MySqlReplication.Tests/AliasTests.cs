using Cake.Core.Annotations;
using Cake.Core.Scripting.CodeGen;
using Xunit;

namespace Cake.MySqlReplication.Tests;

public sealed class AliasTests
{
    public static TheoryData<string> Aliases =>
        [.. typeof(MySqlReplicationAliases).GetMethods().Where(method => method.IsDefined(typeof(CakeMethodAliasAttribute), false)).Select(method => method.Name)];

    /// <summary>Cake writes <c>= null</c> for any optional parameter: one that cannot be null would break every script.</summary>
    [Theory]
    [MemberData(nameof(Aliases))]
    public void A_script_may_leave_out_settings_and_cancellation(string alias)
    {
        var method = typeof(MySqlReplicationAliases).GetMethod(alias)!;

        Assert.All(method.GetParameters().Skip(1), parameter =>
        {
            Assert.True(parameter.IsOptional);
            Assert.True(!parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null);
        });
        Assert.Matches(@"settings = null, [\w.<>?]*CancellationToken[>?] cancellationToken = null\)", MethodAliasGenerator.Generate(method));
    }
}
