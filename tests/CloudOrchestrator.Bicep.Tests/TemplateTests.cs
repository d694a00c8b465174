using System.Text.Json.Nodes;
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

    [Fact]
    public void Check_CommittedTemplate_FindsNothing() => Assert.Empty(TemplateChecker.Check(Read()));

    [Theory]
    [InlineData("[parameters('location')]", "[parameters('place')]", "there is no parameter 'place'")]
    [InlineData("variables('unique'))]", "variables('single'))]", "there is no variable 'single'")]
    [InlineData("outputs.vaultUri.value", "outputs.vaultUrl.value", "has no output 'vaultUrl'")]
    [InlineData("resourceId('Microsoft.Storage/storageAccounts', parameters('accountName'))]\"", "resourceId('Microsoft.Storage/storageAccounts', parameters('tablePrefix'))]\"", "which is not in the template")]
    [InlineData("\"apiVersion\": \"2025-01-01\",\n              \"name\": \"[parameters('accountName')]\"", "\"name\": \"[parameters('accountName')]\"", "lacks 'apiVersion'")]
    [InlineData("[base64(replace(", "[base32(replace(", "there is no function 'base32'")]
    [InlineData("[format('{0}/{1}', parameters('accountName'), 'default')]", "[parameters('accountName')]", "has 2 parts")]
    [InlineData("\"vaultName\": {\n            \"value\"", "\"vault\": {\n            \"value\"", "has no parameter 'vault'")]
    [InlineData("[length(variables('tableNames'))]", "[length(variables('tableNames')]", "is expected here")]
    [InlineData("\"scope\": \"inner\"", "\"scope\": \"outer\"", "scope of its own")]
    public void Check_MistakeInTemplate_IsReported(string right, string wrong, string message)
    {
        var text = File.ReadAllText(Committed);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        var template = (JsonObject)JsonNode.Parse(text[..at] + wrong + text[(at + right.Length)..])!;
        Assert.Contains(TemplateChecker.Check(template), problem => problem.Contains(message, StringComparison.Ordinal));
    }

    private static JsonObject Read() => (JsonObject)JsonNode.Parse(File.ReadAllText(Committed))!;
}
