using CloudOrchestrator.Bicep.Tests.Arm;
using CloudOrchestrator.Bicep.Tests.Checking;

namespace CloudOrchestrator.Bicep.Tests;

/// <summary>The committed template says what the Bicep files say.</summary>
public sealed class TemplateTests
{
    private static readonly string Committed = Path.Combine(Folders.Bicep, "azuredeploy.json");

    [Fact]
    public void Emit_Main_EqualsTheCommittedTemplate()
    {
        var emitted = TemplateEmitter.Text(TemplateEmitter.Emit(new Sources(Folders.Bicep), "main.bicep"));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Committed, emitted);
        Assert.True(File.Exists(Committed), "bicep/azuredeploy.json is missing: UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(Committed), emitted);
    }
}
