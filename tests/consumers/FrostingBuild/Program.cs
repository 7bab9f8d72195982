using Cake.Frosting;
using Cake.Frosting.MySqlReplication;

return new CakeHost()
    .UseContext<BuildContext>()
    .UseLifetime<MySqlReplicationLifetime>()
    .AddAssembly(typeof(VerifySyncTask).Assembly)
    .Run(args);
