using System.Text;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Clusters;

namespace CloudOrchestrator.Conformance.Tests;

/// <summary>
/// Runs the commands of every case with the real kubectl against a running cluster and compares the whole transcript with the reviewed one.
/// <c>UPDATE_TRANSCRIPTS=1</c> writes what was seen instead.
/// </summary>
public sealed class TranscriptTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(3);

    private static string CasesFolder => Path.Combine(RepositoryRoot.Path, "tests", "CloudOrchestrator.Conformance.Tests", "cases");

    public static TheoryData<string> Cases() => new(Directory.GetDirectories(CasesFolder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));

    [ClusterTheory]
    [MemberData(nameof(Cases))]
    public async Task Walkthrough_StockKubectl_SaysWhatItSaysToKubernetes(string name)
    {
        var cluster = await fixture.StartedAsync();
        var folder = Path.Combine(CasesFolder, name);
        var shell = await CaseShell.CreateAsync(cluster, name);
        var seen = new StringBuilder();
        foreach (var command in Transcript.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "commands.txt"))))
        {
            var result = await shell.RunAsync(command, CommandLimit);
            seen.Append("$ ").Append(command).Append('\n').Append(TranscriptNormalizer.Normalize(result.Output, shell.Known).TrimStart('\n'));
            if (result.ExitCode != 0)
                seen.Append($"[exit code {result.ExitCode}]\n");
        }

        await shell.CleanUpAsync();
        var expectedFile = Path.Combine(folder, "expected.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_TRANSCRIPTS") == "1")
            await File.WriteAllTextAsync(expectedFile, seen.ToString());
        Assert.Equal(await File.ReadAllTextAsync(expectedFile), seen.ToString());
    }
}
