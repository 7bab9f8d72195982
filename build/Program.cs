using Build;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;

return new CakeHost()
    .UseContext<BuildContext>()
    .AddAssembly(typeof(VerifySyncTask).Assembly)
    .Run(args);
