using System.Text.Json.Nodes;

namespace CloudOrchestrator.Bicep.Tests.Arm;

/// <summary>The part that stands in for Azure.</summary>
internal sealed partial class TemplateEvaluator
{
    private const string Subscription = "/subscriptions/11111111-1111-1111-1111-111111111111";
    private const string Group = Subscription + "/resourceGroups/cluster-group";

    private JsonNode? FromAzure(ArmCall call)
    {
        var arguments = call.Arguments;
        return call.Function switch
        {
            "deployment" => new JsonObject { ["name"] = _deployment },
            "resourceGroup" => new JsonObject { ["id"] = Group, ["name"] = "cluster-group", ["location"] = "westeurope" },
            "subscription" => new JsonObject { ["id"] = Subscription, ["subscriptionId"] = Subscription[15..], ["tenantId"] = "22222222-2222-2222-2222-222222222222" },
            "tenant" => new JsonObject { ["tenantId"] = "22222222-2222-2222-2222-222222222222" },
            "environment" => new JsonObject
            {
                ["resourceManager"] = "https://management.example/",
                ["authentication"] = new JsonObject { ["loginEndpoint"] = "https://login.example/" },
                ["suffixes"] = new JsonObject { ["storage"] = "core.example" },
            },
            "resourceId" => Group + Provider(arguments),
            "subscriptionResourceId" => Subscription + Provider(arguments),
            "extensionResourceId" => Text(arguments[0]) + Provider([.. arguments.Skip(1)]),
            "listKeys" => new JsonObject { ["keys"] = new JsonArray(new JsonObject { ["value"] = "a2V5" }), ["primaryConnectionString"] = "Endpoint=sb://example/;SharedAccessKeyName=nodes;SharedAccessKey=a2V5" },
            "reference" => Reference(Text(arguments[0])),
            _ => throw new InvalidOperationException($"there is no function '{call.Function}'"),
        };
    }

    private string Provider(IReadOnlyList<ArmExpression> arguments)
    {
        var type = Text(arguments[0]).Split('/');
        return $"/providers/{type[0]}" + string.Concat(type.Skip(1).Zip(arguments.Skip(1), (segment, name) => $"/{segment}/{Text(name)}"));
    }

    private JsonObject Reference(string id)
    {
        var segments = id.Split('/');
        var (type, name) = (segments[^2], segments[^1]);
        if (type == "deployments")
        {
            var outputs = new JsonObject();
            foreach (var (output, value) in _nested.TryGetValue(name, out var nested) ? nested.Outputs : throw new InvalidOperationException($"deployment '{name}' has not run yet"))
                outputs[output] = new JsonObject { ["value"] = value?.DeepClone() };
            return new JsonObject { ["outputs"] = outputs };
        }
        return type switch
        {
            "storageAccounts" => new JsonObject { ["primaryEndpoints"] = new JsonObject { ["table"] = $"https://{name}.table.core.example/", ["blob"] = $"https://{name}.blob.core.example/" } },
            "namespaces" => new JsonObject { ["serviceBusEndpoint"] = $"https://{name}.servicebus.example:443/" },
            "vaults" => new JsonObject { ["vaultUri"] = $"https://{name}.vault.example/" },
            "secrets" => new JsonObject { ["secretUri"] = $"https://{segments[^3]}.vault.example/secrets/{name}" },
            "userAssignedIdentities" => new JsonObject { ["clientId"] = $"client-of-{name}", ["principalId"] = $"principal-of-{name}" },
            "sites" => new JsonObject { ["defaultHostName"] = $"{name}.sites.example" },
            "publicIPAddresses" => new JsonObject { ["dnsSettings"] = new JsonObject { ["fqdn"] = $"{name}.cloudapp.example" } },
            "roleDefinitions" => new JsonObject { ["roleName"] = "infrastructure" },
            "components" => new JsonObject { ["ConnectionString"] = $"InstrumentationKey={name}" },
            _ => throw new InvalidOperationException($"nothing is known of {id}"),
        };
    }
}
