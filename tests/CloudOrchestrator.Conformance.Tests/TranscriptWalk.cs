using System.Text;
using System.Text.RegularExpressions;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Clusters;

namespace CloudOrchestrator.Conformance.Tests;

/// <summary>
/// Runs the commands of a case with the real kubectl against a running cluster and compares the whole transcript with the reviewed one.
/// <c>UPDATE_TRANSCRIPTS=1</c> writes what was seen instead.
/// </summary>
internal static partial class TranscriptWalk
{
    private const int RepeatsMax = 5;

    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(3);

    private static string CasesFolder => Path.Combine(RepositoryRoot.Path, "tests", "CloudOrchestrator.Conformance.Tests", "cases");

    public static TheoryData<string> Cases() => new(Directory.GetDirectories(CasesFolder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));

    /// <summary>Walks a case and compares. With <paramref name="dying"/> servers die in mid-request: a command that was told so is given again, as a user would.</summary>
    public static async Task CheckAsync(LocalCluster cluster, string name, bool updates, bool dying)
    {
        var expectedFile = Path.Combine(CasesFolder, name, "expected.txt");
        var expected = updates ? null : await File.ReadAllTextAsync(expectedFile);

        // A live cluster may be caught between two states by one command. A difference that is real is there on a second walk too.
        // It is told all the same: infra/test lists the cases that were walked twice.
        var seen = await WalkAsync(cluster, name, dying, mayRepeat: !updates, text => text == expected || Tell(name, expected!, text));
        seen ??= await WalkAsync(cluster, name, dying, mayRepeat: false, _ => true);
        if (updates)
            await File.WriteAllTextAsync(expectedFile, seen);
        else
            Assert.Equal(expected, seen);
    }

    /// <summary>Names the first line that differs; false.</summary>
    private static bool Tell(string name, string expected, string seen)
    {
        var lines = expected.Split('\n').Zip(seen.Split('\n')).FirstOrDefault(pair => pair.First != pair.Second);
        TestNotes.Add($"walked twice: {name}: expected \"{lines.First}\", saw \"{lines.Second}\"");
        return false;
    }

    /// <summary>Runs a case; null when it is not as wanted and may be repeated, in which case every trace of it is gone.</summary>
    private static async Task<string?> WalkAsync(LocalCluster cluster, string name, bool dying, bool mayRepeat, Func<string, bool> wanted)
    {
        var shell = await CaseShell.CreateAsync(cluster, name, dying);
        var seen = new StringBuilder();
        foreach (var command in Transcript.Parse(await File.ReadAllTextAsync(Path.Combine(CasesFolder, name, "commands.txt"))))
        {
            var result = await shell.RunAsync(command, CommandLimit);
            for (var repeats = 0; dying && repeats < RepeatsMax && ServerDied().IsMatch(result.Output); repeats++)
                result = await shell.RunAsync(command, CommandLimit);
            seen.Append("$ ").Append(command).Append('\n').Append(TranscriptNormalizer.Normalize(result.Output, shell.Known).TrimStart('\n'));
            if (result.ExitCode != 0)
                seen.Append($"[exit code {result.ExitCode}]\n");
        }

        var repeatsCase = mayRepeat && !wanted(seen.ToString());
        await shell.CleanUpAsync(wait: repeatsCase);
        return repeatsCase ? null : seen.ToString();
    }

    [GeneratedRegex("an error on the server|Bad Gateway|unexpected EOF|EOF$|the server is currently unable to handle the request|connection (refused|reset)", RegexOptions.Multiline)]
    private static partial Regex ServerDied();
}
