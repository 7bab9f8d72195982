using System.Reflection;
using Cake.Core.Annotations;
using Cake.Core.Scripting.CodeGen;
using Xunit;

namespace Cake.MySqlReplication.Tests;

public sealed class AliasTests
{
    public static TheoryData<string> Aliases =>
        [.. Methods.Select(method => method.ToString()!)];

    private static IEnumerable<MethodInfo> Methods =>
        typeof(MySqlReplicationAliases).GetMethods().Where(method => method.IsDefined(typeof(CakeMethodAliasAttribute), false));

    /// <summary>Cake writes <c>= null</c> for any optional parameter: one that cannot be null would break every script.</summary>
    [Theory]
    [MemberData(nameof(Aliases))]
    public void A_script_may_leave_out_settings_and_cancellation(string alias)
    {
        var method = Methods.Single(method => method.ToString() == alias);

        Assert.All(method.GetParameters().Skip(1).Where(parameter => parameter.Name != "body"), parameter =>
        {
            Assert.True(parameter.IsOptional);
            Assert.True(!parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null);
        });
        Assert.Matches(@"settings = null, [\w.<>?]*CancellationToken[>?] cancellationToken = null\)", MethodAliasGenerator.Generate(method));
    }
}
