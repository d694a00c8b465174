using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudOrchestrator.Bicep.Tests.Arm;

namespace CloudOrchestrator.Bicep.Tests;

/// <summary>What a deployment makes, with everything worked out but what only Azure knows.</summary>
public sealed partial class DeploymentTests
{
    private static readonly TemplateEvaluator Plain = Deployment.Of();
    private static readonly TemplateEvaluator Full = Deployment.Of(("deployGateway", true), ("nodeOutbound", "natGateway"), ("alertEmail", "a@example.org"), ("administratorId", "someone"));

    [Fact]
    public void Deploy_Names_AreUniqueAndKeepTheServicesRules()
    {
        foreach (var deployment in new[] { Plain, Full })
            Assert.Equal(deployment.Resources.Count, deployment.Resources.DistinctBy(resource => (resource.Type, resource.Name, (string?)resource.Body["scope"])).Count());
        Assert.Matches("^[a-z0-9]{3,24}$", (string)Full.One("Microsoft.Storage/storageAccounts")["name"]!);
        Assert.Matches("^[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$", (string)Full.One("Microsoft.KeyVault/vaults")["name"]!);
        Assert.Matches("^[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]$", (string)Full.One("Microsoft.ServiceBus/namespaces")["name"]!);
        Assert.Matches("^[a-zA-Z0-9-]{2,60}$", (string)Full.One("Microsoft.Web/sites")["name"]!);
        Assert.All(Full.All("Microsoft.Storage/storageAccounts/tableServices/tables"), table => Assert.Matches("^[^/]+/default/[A-Za-z][A-Za-z0-9]{2,62}$", (string)table["name"]!));
        Assert.All(Full.All("Microsoft.Insights/workbooks"), workbook => Assert.True(Guid.TryParse((string)workbook["name"]!, out _)));
    }

    [Fact]
    public void Deploy_WithoutGatewayAndMail_MakesNothingOfThem()
    {
        Assert.Empty(Plain.All("Microsoft.Compute/virtualMachines"));
        Assert.Empty(Plain.All("Microsoft.Insights/metricAlerts"));
        Assert.Empty(Plain.All("Microsoft.Insights/scheduledQueryRules"));
        Assert.Empty(Plain.All("Microsoft.Network/publicIPAddresses"));
        Assert.Empty(Plain.All("Microsoft.Network/natGateways"));
        Assert.Equal("", (string)Plain.Outputs["gatewayUrl"]!);
        Assert.Single(Full.All("Microsoft.Compute/virtualMachines"));
        Assert.Equal(5, Full.All("Microsoft.Insights/metricAlerts").Count());
        Assert.StartsWith("https://", (string)Full.Outputs["gatewayUrl"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Deploy_App_KnowsItsOwnUrlAndAllItNeeds()
    {
        var settings = Plain.One("Microsoft.Web/sites/config")["properties"]!.AsObject();
        Assert.Equal($"https://{Plain.One("Microsoft.Web/sites")["name"]}.sites.example", (string)settings["PublicUrl"]!);
        Assert.Equal((string)settings["PublicUrl"]!, (string)Plain.Outputs["apiUrl"]!);
        Assert.Equal("https://" + Plain.One("Microsoft.Storage/storageAccounts")["name"] + ".table.core.example/", (string)settings["Storage__tableServiceUri"]!);
        Assert.Equal(Plain.One("Microsoft.ServiceBus/namespaces")["name"] + ".servicebus.example", (string)settings["ServiceBus__fullyQualifiedNamespace"]!);
        Assert.All(settings, setting => Assert.Matches("^[A-Za-z_]+$", setting.Key));
        Assert.All(settings, setting => Assert.Equal(System.Text.Json.JsonValueKind.String, setting.Value!.GetValueKind()));
        Assert.DoesNotContain(settings, setting => ((string)setting.Value!).Contains("AccountKey", StringComparison.Ordinal));
        var pools = JsonNode.Parse((string)settings["NodePools"]!)!.AsArray();
        var scaleSets = Plain.All("Microsoft.Compute/virtualMachineScaleSets").Select(set => (string)set["name"]!).ToArray();
        Assert.Equal(scaleSets, pools.Select(pool => ((string)pool!["scaleSet"]!).Split('/')[^1]));
        Assert.Equal(scaleSets, Plain.Outputs["scaleSets"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public void Deploy_SettingsOfTheHandler_AreReadByIt()
    {
        string[] hosts = ["FUNCTIONS_EXTENSION_VERSION", "ServiceBus__credential", "ServiceBus__clientId"];
        var source = string.Concat(new[] { "ControlPlaneHost", "Telemetry" }.Select(project => Path.Combine(Folders.Repository, "src", $"CloudOrchestrator.{project}"))
            .SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)).Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var settings = Full.One("Microsoft.Web/sites/config")["properties"]!.AsObject().Select(setting => setting.Key)
            .Where(name => !name.StartsWith("AzureWebJobs", StringComparison.Ordinal) && !hosts.Contains(name));
        Assert.All(settings, name => Assert.Contains($"\"{name}\"", source, StringComparison.Ordinal));
    }

    [Fact]
    public void Deploy_Nodes_MayReadTheirPackageAndNothingElse()
    {
        var given = Roles(Full, "principal-of-cloudorchestrator-nodes");
        Assert.Equal([("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "containers/packages")], given.Select(role => (role.Role, string.Join('/', role.Scope.Split('/')[^2..]))));
    }

    [Fact]
    public void Deploy_Gateway_GetsNoRoleUnlessThereIsOne()
    {
        Assert.Empty(Roles(Plain, "principal-of-cloudorchestrator-gateway"));
        Assert.Equal(4, Roles(Full, "principal-of-cloudorchestrator-gateway").Count());
    }

    [Fact]
    public void Deploy_CustomRole_HasNoWildcardsAndCannotGiveRights()
    {
        var role = Full.One("Microsoft.Authorization/roleDefinitions")["properties"]!;
        var actions = role["permissions"]![0]!["actions"]!.AsArray().Select(action => (string)action!).ToArray();
        Assert.All(actions, action => Assert.Matches(@"^Microsoft\.(Compute|Network)/[A-Za-z/]+$", action));
        Assert.Equal(actions.Length, actions.Distinct().Count());
        Assert.Equal(["/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/cluster-group"], role["assignableScopes"]!.AsArray().Select(scope => (string)scope!));
    }

    [Fact]
    public void Deploy_Addresses_DoNotOverlap()
    {
        var subnets = Full.One("Microsoft.Network/virtualNetworks")["properties"]!["subnets"]!.AsArray()
            .Select(subnet => IPNetwork.Parse((string)subnet!["properties"]!["addressPrefix"]!)).ToArray();
        Assert.False(subnets[0].Contains(subnets[1].BaseAddress) || subnets[1].Contains(subnets[0].BaseAddress));
        var address = IPAddress.Parse((string)Full.One("Microsoft.Network/networkInterfaces")["properties"]!["ipConfigurations"]![0]!["properties"]!["privateIPAddress"]!);
        Assert.True(subnets[1].Contains(address));
        Assert.Equal(4, address.GetAddressBytes()[3]);
        Assert.All(Full.All("Microsoft.Network/virtualNetworks")
            .Select(network => IPNetwork.Parse((string)network["properties"]!["addressSpace"]!["addressPrefixes"]![0]!)), network => Assert.All(subnets, subnet => Assert.True(network.Contains(subnet.BaseAddress))));
    }

    [Fact]
    public void Deploy_Again_KeepsTheSizesThePoolsHave()
    {
        var again = Deployment.Of(("currentCapacities", new JsonObject { ["spot"] = 7 }));
        Assert.Equal([1, 7], again.All("Microsoft.Compute/virtualMachineScaleSets").Select(set => (int)set["sku"]!["capacity"]!));
        Assert.Equal(["Regular", "Spot"], again.All("Microsoft.Compute/virtualMachineScaleSets").Select(set => (string)set["properties"]!["virtualMachineProfile"]!["priority"]!));
    }

    [Fact]
    public void Deploy_Kubeconfig_LacksOnlyTheToken()
    {
        var text = (string)Plain.Outputs["kubeconfig"]!;
        Assert.Contains($"server: {Plain.Outputs["apiUrl"]}", text, StringComparison.Ordinal);
        Assert.Equal(["__ADMIN_TOKEN__"], Placeholder().Matches(text).Select(match => match.Value).Distinct());
        Assert.Contains("s/__ADMIN_TOKEN__/", (string)Plain.Outputs["kubeconfigCommand"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_OfTheParameterFile_AreThoseOfTheTemplate()
    {
        var template = JsonNode.Parse(File.ReadAllText(Path.Combine(Folders.Bicep, "azuredeploy.json")))!["parameters"]!.AsObject();
        var given = Deployment.Parameters();
        Assert.All(given, parameter => Assert.True(template.ContainsKey(parameter.Key), parameter.Key));
        Assert.All(template.Where(parameter => parameter.Value!["defaultValue"] is null), parameter => Assert.True(given.ContainsKey(parameter.Key), parameter.Key));
    }

    private static IEnumerable<(string Role, string Scope)> Roles(TemplateEvaluator deployment, string principal) =>
        deployment.All("Microsoft.Authorization/roleAssignments").Where(assignment => (string)assignment["properties"]!["principalId"]! == principal)
            .Select(assignment => (((string)assignment["properties"]!["roleDefinitionId"]!).Split('/')[^1], (string?)assignment["scope"] ?? ""));

    [GeneratedRegex("__[A-Z_]+__")]
    private static partial Regex Placeholder();
}
