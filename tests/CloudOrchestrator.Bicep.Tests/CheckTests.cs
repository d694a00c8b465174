using CloudOrchestrator.Bicep.Tests.Checking;

namespace CloudOrchestrator.Bicep.Tests;

/// <summary>The files in <c>bicep/</c> are right as far as the checker sees.</summary>
public sealed class CheckTests
{
    [Fact]
    public void Check_MainAndModules_FindsNothing()
    {
        var sources = new Sources(Folders.Bicep);
        Assert.Empty(BicepChecker.Check(sources, "main.bicep"));
        Assert.Equal(Directory.GetFiles(Path.Combine(Folders.Bicep, "modules"), "*.bicep").Length + 1, sources.Files.Count);
    }
}
