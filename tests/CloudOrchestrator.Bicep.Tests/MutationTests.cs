using CloudOrchestrator.Bicep.Tests.Checking;

namespace CloudOrchestrator.Bicep.Tests;

/// <summary>The checker reports mistakes where they stand: each case brings one into the real files.</summary>
public sealed class MutationTests
{
    [Theory]
    [InlineData("modules/storage.bicep", "    minimumTlsVersion: 'TLS1_2'", "    minimumTLSVersion: 'TLS1_2'", "has no property 'minimumTLSVersion'; is 'minimumTlsVersion' meant?")]
    [InlineData("modules/storage.bicep", "  kind: 'StorageV2'", "", "lacks the property 'kind'", "resource account ", "resource account ")]
    [InlineData("modules/storage.bicep", "    accessTier: 'Hot'", "    accessTier: 'Warm'", "not 'Warm'")]
    [InlineData("modules/storage.bicep", "    allowBlobPublicAccess: false", "    allowBlobPublicAccess: 'no'", "'allowBlobPublicAccess' is bool, not string")]
    [InlineData("modules/storage.bicep", "  name: accountName", "  name: acountName", "nothing is called 'acountName'")]
    [InlineData("modules/storage.bicep", "resource account 'Microsoft.Storage/storageAccounts@2025-01-01'", "resource account 'Microsoft.Storage/storageAccounts@2025-01-02'", "has no version 2025-01-02")]
    [InlineData("modules/storage.bicep", "resource account 'Microsoft.Storage/storageAccounts@2025-01-01'", "resource account 'Microsoft.Storage/accounts@2025-01-01'", "knows no type")]
    [InlineData("modules/storage.bicep", "param skuName string", "param unused string", "'unused' is not used", "param unused", "param unused")]
    [InlineData("modules/storage.bicep", "output blobServiceUri string = account.properties.primaryEndpoints.blob", "output blobServiceUri string = account.properties.primaryEndpoints.blobs", "no property 'blobs'")]
    [InlineData("modules/storage.bicep", "  parent: tableService", "  parent: blobService", "is no parent of")]
    [InlineData("modules/storage.bicep", "  parent: tableService", "", "needs a 'parent'", "resource tables", "resource tables")]
    [InlineData("modules/storage.bicep", "[for tableName in tableNames: {", "[for tableName in accountName: {", "goes over an array")]
    [InlineData("modules/storage.bicep", "  name: accountName", "  name: accountName +", "a name is expected")]
    [InlineData("modules/storage.bicep", "@maxLength(24)", "@maxValue(24)", "@maxValue does not belong here")]
    [InlineData("modules/functions.bicep", "  name: appName", "  name: account.properties.primaryEndpoints.blob", "before the deployment starts")]
    [InlineData("modules/functions.bicep", "    serverFarmId: plan.id", "    serverFarmId: plan.sku", "'serverFarmId' is string")]
    [InlineData("modules/functions.bicep", "    NodeCidrMaskSize: string(nodeCidrMaskSize)", "    NodeCidrMaskSize: text(nodeCidrMaskSize)", "no function 'text'")]
    [InlineData("modules/functions.bicep", "output appName string = site.name", "output appName string = account.listKeys().keys[0].value", "holds a key")]
    [InlineData("modules/roles.bicep", "  scope: nodesIdentity", "  scope: nodesPrincipalId", "'scope' names a resource")]
    [InlineData("modules/monitoring.bicep", "loadJsonContent('../monitoring/alerts.json')", "loadJsonContent('../monitoring/alert.json')", "there is no file")]
    [InlineData("main.bicep", "    skuName: storageSku", "    sku: storageSku", "has no property 'sku'")]
    [InlineData("main.bicep", "    purgeProtection: purgeProtection", "", "lacks the property 'purgeProtection'", "params: {", "vaultName: 'kv-")]
    [InlineData("main.bicep", "    maxDeliveryCount: workMaxDeliveryCount", "    maxDeliveryCount: workQueue", "'maxDeliveryCount' is int, not string")]
    [InlineData("main.bicep", "output keyVaultName string = keyvault.outputs.vaultName", "output keyVaultName string = keyvault.outputs.name", "has no output 'name'")]
    [InlineData("main.bicep", "module keyvault 'modules/keyvault.bicep'", "module keyvault 'modules/keyvaults.bicep'", "there is no module")]
    [InlineData("main.bicep", "    alertEmail: alertEmail", "    alertEmail: functions.outputs.apiUrl", "depends on itself", "module monitoring ", "module monitoring ")]
    [InlineData("main.bicep", "    roles\n  ]", "    tags\n  ]", "'dependsOn' names resources and modules", "    tags\n", "    tags\n")]
    public void Check_Mistake_IsReportedAtItsPlace(string file, string right, string wrong, string message, string? place = null, string? after = null)
    {
        var text = "";
        var sources = new Sources(Folders.Bicep, (path, original) =>
        {
            if (path != file)
                return original;
            Assert.Contains(right, original, StringComparison.Ordinal);
            var at = original.IndexOf(right, StringComparison.Ordinal);
            return text = original[..at] + wrong + original[(at + right.Length)..];
        });

        var problems = BicepChecker.Check(sources, "main.bicep");

        var line = LineOf(text, place ?? wrong, after ?? wrong);
        Assert.Contains(problems, problem => problem.At.File == file && problem.At.Line == line && problem.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_CorrectFiles_HoldNothingTheMutationsWouldHide()
    {
        Assert.Empty(BicepChecker.Check(new Sources(Folders.Bicep, (_, text) => text), "main.bicep"));
    }

    /// <summary>The line of the last <paramref name="place"/> that starts no later than <paramref name="after"/>, or of the first after it.</summary>
    private static int LineOf(string text, string place, string after)
    {
        var limit = text.IndexOf(after, StringComparison.Ordinal);
        Assert.True(limit >= 0, after);
        var at = text.LastIndexOf(place, limit + Math.Min(after.Length, text.Length - limit) - 1, StringComparison.Ordinal);
        Assert.True(at >= 0, place);
        return text[..at].Count(character => character == '\n') + 1;
    }
}
