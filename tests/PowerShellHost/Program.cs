using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

// PowerShellHost SCRIPT ARGUMENT...
// The engine alone: its usual modules are not served as packages.
using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
shell.AddCommand(args[0]);
foreach (var argument in args.Skip(1))
    shell.AddArgument(argument);

using var output = new PSDataCollection<PSObject>();
output.DataAdded += (_, added) => Console.WriteLine(output[added.Index]);
shell.Invoke<PSObject, PSObject>(input: null, output, settings: null);
foreach (var error in shell.Streams.Error)
    Console.Error.WriteLine(error);

return Convert.ToInt32(shell.Runspace.SessionStateProxy.GetVariable("LASTEXITCODE"), CultureInfo.InvariantCulture);
