#addin nuget:?package=Cake.MySqlReplication&version=0.1.0&loaddependencies=true

// A commit waits until a replica has received it: what was acknowledged survives the source.
var servers = new ReplicationSettings { Name = "read-write-split", Replicas = 2, SemiSync = true };

Task("Test")
    .Description("Runs the tests on a source and two replicas of their own.")
    .Does(async () => await WithMySqlReplication(
        topology => DotNetTest("tests/ReadWriteSplit.Tests", new DotNetTestSettings
        {
            PathType = DotNetTestPathType.Project,
            EnvironmentVariables = topology.GetEnvironmentVariables().ToDictionary(),
        }),
        servers));

Task("Promote")
    .Description("Makes a replica the source. A test asks for it when it has ended the source.")
    .Does(async () => await PromoteMySqlReplication(servers));

RunTarget(Argument("target", "Test"));
