// The add-in and what it needs, out of packages that somebody unpacked into lib.
#reference "./lib/Cake.Docker.dll"
#reference "./lib/MySqlConnector.dll"
#reference "./lib/SharpCompress.dll"
#reference "./lib/Cake.MySqlReplication.dll"

using MySqlConnector;

Task("Start").Does(async () => await StartMySqlReplication());

Task("Default")
    .IsDependentOn("Start")
    .Does(async () =>
    {
        var replica = await AddMySqlReplica();
        var report = await PromoteMySqlReplication(new ReplicationSettings { Replica = "slave" });
        await using var connection = new MySqlConnection(replica.GetConnectionString());
        await connection.OpenAsync();
        Information("{0} is the source now, and {1} answers.", report.NewSource, replica.Name);
        (await RepairMySqlReplication()).ThrowUnlessRepaired();
        await ResetMySqlReplication();
        // There is no such replica.
        if (HasArgument("break"))
            await RemoveMySqlReplica(new ReplicationSettings { Replica = "slave9" });
        await RemoveMySqlReplica(new ReplicationSettings { Replica = replica.Name });
    })
    .Finally(async () => await StopMySqlReplication());

RunTarget(Argument("target", "Default"));
