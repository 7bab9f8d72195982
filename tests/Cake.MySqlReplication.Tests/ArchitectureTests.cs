using System.Reflection;
using Cake.Frosting.MySqlReplication;
using NetArchTest.Rules;
using Xunit;

namespace Cake.MySqlReplication.Tests;

/// <summary>
/// The arrows between the folders of the add-in point one way:
/// aliases → RunningTopology → Replication, Verification, Diagnostics, Reporting → Dialects, Engines → Topologies → Settings.
/// </summary>
public sealed class ArchitectureTests
{
    private const string Root = "Cake.MySqlReplication";

    private static readonly Assembly AddIn = typeof(RunningTopology).Assembly;

    private static readonly string[] Cake = ["Cake.Core", "Cake.Common", "Cake.Docker", "Cake.Frosting"];

    /// <summary>The types outside Engines.Docker that Cake hands something to: arguments, a log, a context.</summary>
    private static readonly string[] MeetCake =
    [
        "MySqlReplicationAliases", "RunningTopology", "HostlessContext", "LineLog", "SettingsReader", "TopologyStart", "ServerStarter", "ReplicationConfigurator",
        "Repairer", "LinkRepair", "ReplicaRebuild",
        "TopologyPreparation", "TopologyPromotion", "ChosenEngine", "ProcessEngine", "ProcessSites", "ServerFinder", "ServerInstallations", "LocalServers", "BundleCache", "TemplateCache",
        "ArchiveSource", "DebianSource", "FetchProgress", "ReplicaGrowth", "ReplicaCopy", "TakenPorts", "ReplicaRemoval", "CloneCopy", "StatementCopy", "DefinitionsWriter", "CopyProgress",
        "RunLog", "LiveView", "Terminal",
    ];

    private static readonly string[] Folders =
    [
        "Settings", "Topologies", "Dialects", "Engines", "Engines.Docker", "Engines.Process", "Engines.Process.Systems", "Engines.Process.Templates",
        "Engines.Process.Installations", "Engines.Process.Installations.Archives", "Engines.Process.Installations.Bundles",
        "Engines.Process.Installations.Debian", "Diagnostics", "Replication", "Replication.Growth", "Replication.Diagnosis", "Replication.Repairs",
        "Verification", "Verification.Rows",
        "Verification.Schemas", "Reporting", "Reporting.Live", "Reporting.Documents", "Reporting.History", "Evidence", "Compose", "Commands", "Profiling",
    ];

    [Theory]
    [InlineData("Settings", "Topologies,Dialects,Engines,Replication,Verification,Diagnostics,Reporting,Evidence")]
    [InlineData("Topologies", "Dialects,Engines,Replication,Verification,Diagnostics,Reporting,Evidence")]
    [InlineData("Dialects", "Engines,Replication,Verification,Diagnostics,Reporting,Evidence")]
    [InlineData("Engines", "Dialects,Replication,Verification,Diagnostics,Reporting,Evidence")]
    [InlineData("Diagnostics", "Settings,Topologies,Dialects,Engines,Replication,Verification,Reporting,Evidence")]
    [InlineData("Replication", "Verification,Reporting,Engines.Docker,Evidence")]
    [InlineData("Verification", "Reporting,Engines.Docker,Evidence")]
    [InlineData("Reporting", "Engines,Dialects,Replication,Evidence")]
    [InlineData("Evidence", "Engines.Docker,Engines.Process,Compose,Commands")]
    [InlineData("Compose", "Engines,Replication,Verification,Diagnostics,Reporting")]
    [InlineData("Commands", "Settings,Topologies,Dialects,Engines.Docker,Replication,Verification,Diagnostics,Reporting")]
    [InlineData("Profiling", "Settings,Topologies,Dialects,Engines,Replication,Verification,Diagnostics,Reporting")]
    public void A_folder_knows_only_what_lies_below_it(string folder, string unknown) =>
        Holds(In(folder), [.. unknown.Split(',').Select(name => $"{Root}.{name}")]);

    [Theory]
    [InlineData("Settings")]
    [InlineData("Topologies")]
    [InlineData("Dialects")]
    [InlineData("Engines")]
    [InlineData("Diagnostics")]
    [InlineData("Replication")]
    [InlineData("Verification")]
    [InlineData("Reporting")]
    [InlineData("Evidence")]
    [InlineData("Compose")]
    [InlineData("Profiling")]
    public void No_folder_knows_the_handle_or_the_aliases(string folder) =>
        Holds(In(folder), $"{Root}.RunningTopology", $"{Root}.MySqlReplicationAliases");

    [Fact]
    public void Dialects_and_diagnostics_do_no_input_or_output()
    {
        string[] inputAndOutput = ["System.IO", "System.Net", "System.Diagnostics.Process", "System.Threading.Tasks", "MySqlConnector", .. Cake];

        Holds(In("Dialects"), inputAndOutput);
        Holds(In("Diagnostics"), inputAndOutput);
    }

    [Fact]
    public void Engines_do_not_speak_to_servers() => Holds(In("Engines"), "MySqlConnector");

    [Fact]
    public void Cake_is_known_to_the_Docker_engine_and_to_those_that_it_hands_something_to() =>
        Holds(
            Types.InAssembly(AddIn).That().DoNotResideInNamespace($"{Root}.Engines.Docker").And().DoNotHaveName(MeetCake).ShouldNot(),
            Cake);

    [Fact]
    public void Those_that_only_log_know_nothing_else_of_Cake() =>
        Holds(
            Types.InAssembly(AddIn).That().ResideInNamespace($"{Root}.Replication").ShouldNot(),
            "Cake.Core.ICakeContext", "Cake.Core.IO", "Cake.Core.Tooling", "Cake.Core.CakeException", "Cake.Docker", "Cake.Common", "Cake.Frosting");

    [Fact]
    public void One_type_alone_knows_how_to_draw_so_that_no_other_loads_what_draws() =>
        Holds(Types.InAssembly(AddIn).That().DoNotHaveName("FrameRenderer", "SingleLine").ShouldNot(), "Spectre.Console");

    [Fact]
    public void The_add_in_can_be_loaded_where_there_is_no_Frosting() =>
        Assert.DoesNotContain(AddIn.GetReferencedAssemblies(), assembly => assembly.Name == "Cake.Frosting");

    [Fact]
    public void The_tasks_hold_no_behaviour_of_their_own() =>
        Holds(
            Types.InAssembly(typeof(IMySqlReplicationContext).Assembly).ShouldNot(),
            "MySqlConnector", "Cake.Docker", $"{Root}.Topologies", $"{Root}.Engines", $"{Root}.Dialects", $"{Root}.Replication");

    [Fact]
    public void Every_type_lies_in_a_folder_that_these_rules_know()
    {
        Assert.Empty(AddIn.GetTypes().Select(type => type.Namespace).OfType<string>()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal)).Distinct().Except(Folders.Prepend("").Select(name => $"{Root}.{name}".TrimEnd('.'))));
    }

    [Theory]
    [InlineData("Replication", "MySqlConnector")]
    [InlineData("Verification", "Cake.MySqlReplication.Replication")]
    [InlineData("Engines", "Cake.Docker")]
    [InlineData("Topologies", "System.IO")]
    public void A_rule_that_does_not_hold_is_noticed(string folder, string known) =>
        Assert.False(In(folder).HaveDependencyOnAny(known).GetResult().IsSuccessful);

    private static Conditions In(string folder) => Types.InAssembly(AddIn).That().ResideInNamespace($"{Root}.{folder}").ShouldNot();

    private static void Holds(Conditions types, params string[] unknown)
    {
        var result = types.HaveDependencyOnAny(unknown).GetResult();
        Assert.True(
            result.IsSuccessful,
            $"These know what they should not ({string.Join(", ", unknown)}): {string.Join(", ", result.FailingTypeNames ?? [])}");
    }
}
