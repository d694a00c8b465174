using System.Xml.Linq;

namespace CloudOrchestrator.Repository.Tests;

/// <summary>References only point the way the house allows.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Objects"] = [],
        ["Kinds"] = ["Objects"],
        ["Scheduling"] = ["Objects", "Kinds"],
        ["Routing"] = ["Objects", "Kinds"],
        ["Storage"] = ["Objects"],
        ["WorkQueues"] = ["Objects"],
        ["Client"] = ["Objects"],
        ["ApiServer"] = ["Objects", "Kinds", "Storage", "WorkQueues", "Client"],
        ["Controllers"] = ["Objects", "Kinds", "Scheduling", "Storage", "WorkQueues", "Client"],
        ["NodeAgent"] = ["Objects", "Kinds", "Routing", "Client"],
        ["DockerEngine"] = ["Objects", "NodeAgent"],
        ["AzureTables"] = ["Objects", "Storage"],
        ["ServiceBus"] = ["Objects", "WorkQueues"],
        ["Telemetry"] = ["Objects"],
        ["AzureResources"] = ["Objects", "Kinds", "Scheduling", "Client", "Controllers"],
        ["Emulators"] = [],
        ["Nftables"] = ["Objects", "Routing", "NodeAgent"],
    };

    private static readonly string[] PackageFree = ["Objects", "Kinds", "Scheduling", "Routing", "Storage", "WorkQueues", "Client"];

    public static TheoryData<string> Projects() => new(Allowed.Keys);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_OnlyWhatIsAboveIt(string project)
    {
        var references = Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path).Replace("CloudOrchestrator.", "", StringComparison.Ordinal));
        Assert.Empty(references.Except(Allowed[project]));
    }

    [Fact]
    public void CoreProjects_ReferenceNoPackages()
    {
        foreach (var project in PackageFree)
            Assert.Empty(Items(project, "PackageReference"));
    }

    [Fact]
    public void PackageVersions_StandOnlyInTheCentralFile()
    {
        var offenders = RepositoryFiles.All.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(path => XDocument.Parse(RepositoryFiles.Read(path)).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null));
        Assert.Empty(offenders);
    }

    private static IEnumerable<string> Items(string project, string item) =>
        XDocument.Parse(RepositoryFiles.Read($"src/CloudOrchestrator.{project}/CloudOrchestrator.{project}.csproj"))
            .Descendants(item).Select(element => ((string?)element.Attribute("Include") ?? "").Replace('\\', '/'));
}
