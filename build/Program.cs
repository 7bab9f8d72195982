using Build;
using Cake.Frosting;
using Cake.Frosting.MySqlReplication;

// What build.sh and build.ps1 set for this program alone.
Environment.SetEnvironmentVariable("DOTNET_EnableWriteXorExecute", null);

return new CakeHost()
    .UseContext<BuildContext>()
    .AddAssembly(typeof(VerifySyncTask).Assembly)
    .Run(args);
