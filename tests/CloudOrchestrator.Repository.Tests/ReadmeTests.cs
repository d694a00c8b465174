namespace CloudOrchestrator.Repository.Tests;

/// <summary>What the README tells people to type is typed by a test.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Commands_OfTheReadme_AreRunByTheWalkthroughOrExist()
    {
        var walked = string.Concat(RepositoryFiles.All.Where(path => path.EndsWith("commands.txt", StringComparison.Ordinal)).Select(RepositoryFiles.Read));
        var commands = Commands(RepositoryFiles.Read("README.md")).ToArray();
        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            var program = command.Split(' ')[0];
            if (program is "kubectl" or "curl")
                Assert.Contains("$ " + command, walked, StringComparison.Ordinal);
            else if (program.StartsWith("infra/", StringComparison.Ordinal))
                Assert.Contains(program, RepositoryFiles.All);
        }
    }

    private static IEnumerable<string> Commands(string readme)
    {
        var inBlock = false;
        foreach (var line in readme.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inBlock = line == "```sh";
            else if (inBlock && line.Length > 0)
                yield return line.Split("  #")[0].Trim();
        }
    }
}
