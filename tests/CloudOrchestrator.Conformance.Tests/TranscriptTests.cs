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
        var expectedFile = Path.Combine(CasesFolder, name, "expected.txt");
        var updates = Environment.GetEnvironmentVariable("UPDATE_TRANSCRIPTS") == "1";
        var expected = updates ? null : await File.ReadAllTextAsync(expectedFile);

        // A live cluster may be caught between two states by one command. A difference that is real is there on a second walk too.
        var seen = await WalkAsync(cluster, name, mayRepeat: !updates, text => text == expected)
            ?? await WalkAsync(cluster, name, mayRepeat: false, _ => true);
        if (updates)
            await File.WriteAllTextAsync(expectedFile, seen);
        else
            Assert.Equal(expected, seen);
    }

    /// <summary>Runs a case; null when it is not as wanted and may be repeated, in which case every trace of it is gone.</summary>
    private static async Task<string?> WalkAsync(LocalCluster cluster, string name, bool mayRepeat, Func<string, bool> wanted)
    {
        var shell = await CaseShell.CreateAsync(cluster, name);
        var seen = new StringBuilder();
        foreach (var command in Transcript.Parse(await File.ReadAllTextAsync(Path.Combine(CasesFolder, name, "commands.txt"))))
        {
            var result = await shell.RunAsync(command, CommandLimit);
            seen.Append("$ ").Append(command).Append('\n').Append(TranscriptNormalizer.Normalize(result.Output, shell.Known).TrimStart('\n'));
            if (result.ExitCode != 0)
                seen.Append($"[exit code {result.ExitCode}]\n");
        }

        var repeats = mayRepeat && !wanted(seen.ToString());
        await shell.CleanUpAsync(wait: repeats);
        return repeats ? null : seen.ToString();
    }
}
