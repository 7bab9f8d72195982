using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.Tests.Settings;

/// <summary>What tests of the validation have in common.</summary>
internal static class Validation
{
    /// <summary>The only problem of the settings, which begins by the name of the setting that it is about.</summary>
    public static string Only(string beginning, ReplicationSettings settings)
    {
        var problem = Assert.Single(settings.Validate());
        Assert.StartsWith(beginning, problem, StringComparison.Ordinal);
        return problem;
    }
}
