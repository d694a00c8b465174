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

    /// <summary>
    /// Walks a case and compares. With <paramref name="dying"/> servers die in mid-request: a command that was told so is given again, as a user would. What it
    /// says then, its work perhaps already done, is not compared; everything after it is.
    /// </summary>
    public static async Task CheckAsync(LocalCluster cluster, string name, bool updates, bool dying)
    {
        var expectedFile = Path.Combine(CasesFolder, name, "expected.txt");
        var expected = updates ? null : await File.ReadAllTextAsync(expectedFile);

        // A live cluster may be caught between two states by one command. A difference that is real is there on a second walk too.
        // It is told all the same: infra/test lists the cases that were walked twice.
        var seen = await WalkAsync(cluster, name, dying ? expected : null, mayRepeat: !updates, text => text == expected || Tell(name, expected!, text));
        seen ??= await WalkAsync(cluster, name, dying ? expected : null, mayRepeat: false, _ => true);
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

    /// <summary>
    /// Runs a case; null when it is not as wanted and may be repeated, in which case every trace of it is gone. With <paramref name="dying"/>, the transcript
    /// expected, servers die.
    /// </summary>
    private static async Task<string?> WalkAsync(LocalCluster cluster, string name, string? dying, bool mayRepeat, Func<string, bool> wanted)
    {
        var shell = await CaseShell.CreateAsync(cluster, name, dying is not null);
        var seen = new StringBuilder();
        var commands = Transcript.Parse(await File.ReadAllTextAsync(Path.Combine(CasesFolder, name, "commands.txt")));
        var expected = dying is null ? null : Transcript.Blocks(dying, commands);
        for (var index = 0; index < commands.Count; index++)
        {
            var command = commands[index];
            var result = await shell.RunAsync(command, CommandLimit);
            var repeats = 0;
            for (; dying is not null && repeats < RepeatsMax && ServerDied().IsMatch(result.Output); repeats++)
                result = await shell.RunAsync(command, CommandLimit);
            var said = TranscriptNormalizer.Normalize(result.Output, shell.Known).TrimStart('\n');
            var exit = result.ExitCode != 0 ? $"[exit code {result.ExitCode}]\n" : "";
            seen.Append(repeats > 0 && expected is not null && !ServerDied().IsMatch(result.Output) ? expected[index] : $"$ {command}\n{said}{exit}");
        }

        var repeatsCase = mayRepeat && !wanted(seen.ToString());
        await shell.CleanUpAsync(wait: repeatsCase);
        return repeatsCase ? null : seen.ToString();
    }

    [GeneratedRegex("an error on the server|Bad Gateway|unexpected EOF|EOF$|the server is currently unable to handle the request|connection (refused|reset)", RegexOptions.Multiline)]
    private static partial Regex ServerDied();
}
