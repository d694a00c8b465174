using System.Text.RegularExpressions;

namespace CloudOrchestrator.Repository.Tests;

/// <summary>Rules every source file keeps.</summary>
public sealed partial class SourceTests
{
    private const int FileLinesMax = 400;
    private const int LineLengthMax = 180;

    [Fact]
    public void SourceFiles_StayShort()
    {
        var offenders = RepositoryFiles.Sources.Select(path => (path, lines: RepositoryFiles.Read(path).Split('\n').Length)).Where(file => file.lines > FileLinesMax);
        Assert.Empty(offenders);
    }

    [Fact]
    public void SourceLines_StayReadable()
    {
        // The [Field] lines of the API types are a table: one row a field.
        var offenders = RepositoryFiles.Sources.SelectMany(path => RepositoryFiles.Read(path).Split('\n').Select((text, index) => (path, line: index + 1, text)))
            .Where(line => line.text.Length > LineLengthMax && !line.text.Contains("[Field(", StringComparison.Ordinal) && !line.text.Contains('"'))
            .Select(line => $"{line.path}:{line.line}");
        Assert.Empty(offenders);
    }

    [Fact]
    public void Sources_HoldNoUnfinishedWork()
    {
        var offenders = RepositoryFiles.Sources.Where(path => !path.EndsWith("SourceTests.cs", StringComparison.Ordinal))
            .Where(path => Unfinished().IsMatch(RepositoryFiles.Read(path)));
        Assert.Empty(offenders);
    }

    [Fact]
    public void SourceNames_SayWhatTheyHold()
    {
        var offenders = RepositoryFiles.Sources.Where(path => VagueName().IsMatch(Path.GetFileNameWithoutExtension(path)));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Namespaces_EqualFolders()
    {
        var offenders = RepositoryFiles.Sources.Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .Select(path => (path, declared: Namespace().Match(RepositoryFiles.Read(path)).Groups[1].Value, expected: Path.GetDirectoryName(path)!["src/".Length..].Replace('/', '.')))
            .Where(file => file.declared.Length > 0 && file.declared != file.expected);
        Assert.Empty(offenders);
    }

    [Fact]
    public void Projects_AreInTheSolutionAndHaveAReadme()
    {
        var solution = RepositoryFiles.Read("CloudOrchestrator.sln").Replace('\\', '/');
        foreach (var project in RepositoryFiles.All.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)))
            Assert.Contains(project, solution, StringComparison.Ordinal);
        foreach (var project in RepositoryFiles.All.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal)))
            Assert.Contains($"{Path.GetDirectoryName(project)}/README.md", RepositoryFiles.All);
    }

    [Fact]
    public void Files_NameNoRegistryHostAndNoPathOfOneMachine()
    {
        var offenders = RepositoryFiles.All.Where(path => !path.EndsWith("SourceTests.cs", StringComparison.Ordinal) && !path.EndsWith(".png", StringComparison.Ordinal))
            .Where(path => MachinePath().IsMatch(RepositoryFiles.Read(path)));
        Assert.Empty(offenders);
    }

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b|Thread\.Sleep|async void|Assert\.True\(true\)")]
    private static partial Regex Unfinished();

    // A field manager is Kubernetes' own word for whoever writes a field.
    [GeneratedRegex("(Helpers?|Utils?|Utilities|Common|(?<!^Field)Manager)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"/work/(main|wt|shared)|api\.nuget\.org|registry\.npmjs\.org|deb\.debian\.org")]
    private static partial Regex MachinePath();
}
