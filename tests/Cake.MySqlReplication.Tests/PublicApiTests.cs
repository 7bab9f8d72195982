using System.Reflection;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;
using PublicApiGenerator;
using Xunit;

namespace Cake.MySqlReplication.Tests;

/// <summary>Other people's builds compile against the public API: it changes on purpose or not at all.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Assemblies =>
        new(typeof(RunningTopology).Assembly.GetName().Name!, typeof(IMySqlReplicationContext).Assembly.GetName().Name!);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_public_API_is_the_approved_one(string assembly)
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false, ExcludeAttributes = [typeof(TaskDescriptionAttribute).FullName!] };
        var actual = Assembly.Load(assembly).GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (actual == Approved(assembly))
            return;

        var received = Path.Combine(AppContext.BaseDirectory, assembly + ".received.txt");
        File.WriteAllText(received, actual);
        Assert.Fail(
            $"The public API of {assembly} is not the approved one. If the change is meant, approve it by\n" +
            $"  cp '{received}' tests/Cake.MySqlReplication.Tests/PublicApi/{assembly}.approved.txt\n" +
            $"and name it in CHANGELOG.md. Lines that are new (+) and gone (-):\n{Difference(Approved(assembly), actual)}");
    }

    private static string Approved(string assembly)
    {
        using var stream = typeof(PublicApiTests).Assembly.GetManifestResourceStream(assembly + ".approved.txt");
        return stream is null ? "" : new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Difference(string approved, string actual)
    {
        var (before, now) = (approved.Split('\n'), actual.Split('\n'));
        return string.Join('\n', [.. now.Except(before).Select(line => "+" + line), .. before.Except(now).Select(line => "-" + line)]);
    }
}
