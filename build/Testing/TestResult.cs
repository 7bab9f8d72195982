using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Build.Testing;

/// <summary>What came out of a run of tests.</summary>
/// <param name="ExitCode">The exit code of the program that ran them.</param>
/// <param name="Passed">How many passed.</param>
/// <param name="Failures">Names of those that failed.</param>
/// <param name="Skips">Reasons of those that were skipped, one for each.</param>
internal sealed record TestResult(int ExitCode, int Passed, IReadOnlyList<string> Failures, IReadOnlyList<string> Skips)
{
    public static TestResult? Read(string file, int exitCode)
    {
        try
        {
            var tests = XDocument.Load(file).Descendants("test").ToLookup(test => test.Attribute("result")?.Value);
            var errors = XDocument.Load(file).Descendants("assembly").Sum(assembly => int.Parse(assembly.Attribute("errors")?.Value ?? "0", CultureInfo.InvariantCulture));
            return new TestResult(
                errors > 0 && exitCode == 0 ? 1 : exitCode,
                tests["Pass"].Count(),
                [.. tests["Fail"].Select(test => test.Attribute("name")?.Value ?? "?")],
                [.. tests["Skip"].Select(test => test.Element("reason")?.Value ?? "no reason given")]);
        }
        catch (Exception exception) when (exception is IOException or XmlException)
        {
            return null;
        }
    }
}
