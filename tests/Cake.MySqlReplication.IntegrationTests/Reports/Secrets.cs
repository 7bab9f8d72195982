using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Reports;

/// <summary>Looks for passwords in files, in every form that they may have there.</summary>
internal static class Secrets
{
    public static async Task AssertAbsentAsync(RunningTopology topology, string folder)
    {
        using var state = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(topology.BaseDirectory, "mysql-replication.state.json"), TestContext.Current.CancellationToken));
        string[] names = ["RootPassword", "InitialPassword", "ReplicationPassword"];
        await AssertAbsentAsync(names.Select(name => state.RootElement.GetProperty(name).GetString()!), folder);
    }

    public static async Task AssertAbsentAsync(IEnumerable<string> passwords, string folder)
    {
        var forms = passwords.SelectMany(password => new[]
        {
            password, JsonSerializer.Serialize(password).Trim('"'), WebUtility.HtmlEncode(password), HtmlEncoder.Default.Encode(password), password.Replace("'", "\\'", StringComparison.Ordinal),
        }).Distinct().ToList();
        Assert.NotEmpty(forms);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(forms, form => text.Contains(form, StringComparison.Ordinal));
        }
    }
}
