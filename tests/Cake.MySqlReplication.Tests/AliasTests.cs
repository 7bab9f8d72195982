using System.Reflection;
using System.Xml.Linq;
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

    [Theory]
    [MemberData(nameof(Aliases))]
    public void An_alias_is_asynchronous_and_has_a_category_and_an_example(string alias)
    {
        var method = Methods.Single(method => method.ToString() == alias);
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(MySqlReplicationAliases).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Attribute("name")!.Value.StartsWith($"M:{typeof(MySqlReplicationAliases).FullName}.{method.Name}(", StringComparison.Ordinal)).ToList();

        Assert.True(typeof(Task).IsAssignableFrom(method.ReturnType));
        Assert.NotEmpty(method.GetCustomAttribute<CakeAliasCategoryAttribute>()!.Name);
        Assert.NotEmpty(documentation);
        Assert.All(documentation, member => Assert.Contains(method.Name, member.Element("example")!.Element("code")!.Value, StringComparison.Ordinal));
    }
}
