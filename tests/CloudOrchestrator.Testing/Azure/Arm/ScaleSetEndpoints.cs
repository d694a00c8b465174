using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Testing.Azure.Arm;

/// <summary>The REST API of scale sets, as far as the autoscaler uses it.</summary>
internal sealed class ScaleSetEndpoints(FakeArm arm)
{
    // Small, so that every test with some machines reads several pages.
    private const int PageSize = 2;

    /// <summary>Answers a request below <c>Microsoft.Compute/virtualMachineScaleSets/&lt;name&gt;</c>.</summary>
    public ArmAnswer Handle(HttpRequest request, string scaleSetId, string[] rest, JsonObject? body)
    {
        var scaleSet = arm.FindScaleSet(scaleSetId)
            ?? throw new ArmException(404, "ResourceNotFound", $"The Resource '{scaleSetId}' was not found.");
        switch (request.Method, rest)
        {
            case ("GET", []):
                return new(200, scaleSet.ToJson());
            case ("PATCH" or "PUT", []):
                scaleSet.SetCapacity(body?["sku"]?["capacity"]?.GetValue<int>() ?? throw new ArmException(400, "InvalidParameter", "sku.capacity is missing"));
                return new(200, scaleSet.ToJson()) { IsAsynchronous = true };
            case ("POST", ["delete"]):
                scaleSet.Delete([.. body!["instanceIds"]!.AsArray().Select(id => id!.GetValue<string>())]);
                return new(202, null) { IsAsynchronous = true };
            case ("GET", ["virtualMachines"]):
                return List(request, scaleSet);
            case ("GET", ["virtualMachines", var id]):
                var machine = scaleSet.Machines.FirstOrDefault(machine => machine.Id == id) ?? throw new ArmException(404, "NotFound", $"instance {id} was not found");
                return new(200, FakeScaleSet.ToJson(machine, IsExpanded(request)));
            case ("DELETE", ["virtualMachines", var id]):
                scaleSet.Delete([id]);
                return new(202, null) { IsAsynchronous = true };
            default:
                throw new ArmException(405, "MethodNotAllowed", $"{request.Method} {string.Join('/', rest)} is not known to the fake");
        }
    }

    private static ArmAnswer List(HttpRequest request, FakeScaleSet scaleSet)
    {
        var skip = int.TryParse(request.Query["$skiptoken"], out var given) ? given : 0;
        var page = scaleSet.Machines.Skip(skip).Take(PageSize).Select(machine => (JsonNode)FakeScaleSet.ToJson(machine, IsExpanded(request)));
        var body = new JsonObject { ["value"] = new JsonArray([.. page]) };
        // Clients take this address as it is; they know how they reached us.
        if (skip + PageSize < scaleSet.Machines.Count)
            body["nextLink"] = $"https://{request.Host}{request.Path}?api-version={request.Query["api-version"]}&$expand={request.Query["$expand"]}&$skiptoken={skip + PageSize}";
        return new(200, body);
    }

    private static bool IsExpanded(HttpRequest request) => request.Query["$expand"] == "instanceView";
}
