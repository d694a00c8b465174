using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Testing.Azure.Arm;

/// <summary>Resources of Microsoft.Network: kept as they are put, with ETags, provisioning states and the checks that protect from what the service would refuse.</summary>
public sealed class FakeNetwork
{
    private readonly Dictionary<string, JsonObject> _resources = new(StringComparer.OrdinalIgnoreCase);
    private int _version;
    private int _address;

    /// <summary>The resource; null when there is none.</summary>
    public JsonObject? Find(string id) => _resources.GetValueOrDefault(id);

    /// <summary>Ids of all resources.</summary>
    public IReadOnlyCollection<string> Ids => _resources.Keys;

    /// <summary>Puts a resource that somebody else made.</summary>
    public void Put(string id, JsonObject resource)
    {
        resource["id"] = id;
        resource["name"] = id.Split('/')[^1];
        Stamp(resource, "Succeeded");
        _resources[id] = resource;
        Finish(resource);
    }

    /// <summary>Accepted operations come to their end.</summary>
    public void Complete()
    {
        foreach (var resource in _resources.Values.Where(resource => resource["properties"]!["provisioningState"]!.GetValue<string>() == "Updating"))
            Finish(resource);
        foreach (var id in _resources.Where(entry => entry.Value["properties"]!["provisioningState"]!.GetValue<string>() == "Deleting").Select(entry => entry.Key).ToArray())
            _resources.Remove(id);
    }

    internal ArmAnswer Handle(HttpRequest request, JsonObject? body)
    {
        var id = request.Path.Value!;
        if (id.EndsWith("/resources", StringComparison.OrdinalIgnoreCase))
            return List(request, id[..^"/resources".Length]);
        var known = _resources.GetValueOrDefault(id);
        switch (request.Method)
        {
            case "GET":
                return new(200, (known ?? throw NotFound(id)).DeepClone());
            case "PUT":
                CheckPreconditions(request, known);
                return Write(id, body ?? throw new ArmException(400, "InvalidRequestContent", "The request content was invalid."), known);
            case "DELETE":
                if (known is null)
                    return new(204, null);
                CheckPreconditions(request, known);
                NetworkRules.CheckDelete(id, _resources);
                known["properties"]!["provisioningState"] = "Deleting";
                return new(202, null) { IsAsynchronous = true };
            default:
                throw new ArmException(405, "MethodNotAllowed", request.Method);
        }
    }

    private ArmAnswer List(HttpRequest request, string group)
    {
        var filter = request.Query["$filter"].ToString();
        var type = filter.Contains('\'') ? filter.Split('\'')[1] : "";
        var found = _resources.Where(entry => entry.Key.StartsWith(group + "/", StringComparison.OrdinalIgnoreCase)
            && entry.Key.Contains($"/{type}/", StringComparison.OrdinalIgnoreCase));
        return new(200, new JsonObject
        {
            ["value"] = new JsonArray([.. found.Select(entry => (JsonNode)new JsonObject
            {
                ["id"] = entry.Key,
                ["name"] = entry.Key.Split('/')[^1],
                ["type"] = type,
                ["location"] = entry.Value["location"]?.DeepClone(),
            })]),
        });
    }

    private ArmAnswer Write(string id, JsonObject body, JsonObject? known)
    {
        if (known?["properties"]?["provisioningState"]?.GetValue<string>() is "Updating" or "Deleting")
            throw new ArmException(409, "AnotherOperationInProgress", $"Another operation on this or dependent resource is in progress: {id}");
        if (body["location"] is null)
            throw new ArmException(400, "LocationRequired", "The location property is required for this definition.");
        NetworkRules.Check(id, body, _resources);
        body = body.DeepClone().AsObject();
        body["id"] = id;
        body["name"] = id.Split('/')[^1];
        if (known?["properties"]?["ipAddress"] is { } address)
            body["properties"]!["ipAddress"] = address.DeepClone();
        Stamp(body, "Updating");
        _resources[id] = body;
        return new(known is null ? 201 : 200, body.DeepClone()) { IsAsynchronous = true };
    }

    // What the service adds: ids and ETags of parts, states, addresses.
    private void Stamp(JsonObject resource, string state)
    {
        var etag = $"W/\"{++_version}\"";
        resource["etag"] = etag;
        var properties = resource["properties"]!.AsObject();
        properties["provisioningState"] = state;
        foreach (var (kind, parts) in properties.Where(entry => entry.Value is JsonArray).ToArray())
        {
            foreach (var part in parts!.AsArray().OfType<JsonObject>().Where(part => part["name"] is not null))
            {
                part["id"] = $"{resource["id"]}/{kind}/{part["name"]}";
                part["etag"] = etag;
                if (part["properties"] is JsonObject inner)
                    inner["provisioningState"] = "Succeeded";
            }
        }
    }

    private void Finish(JsonObject resource)
    {
        var properties = resource["properties"]!.AsObject();
        properties["provisioningState"] = "Succeeded";
        resource["etag"] = $"W/\"{++_version}\"";
        if (resource["id"]!.GetValue<string>().Contains("/publicIPAddresses/", StringComparison.OrdinalIgnoreCase))
            properties["ipAddress"] ??= string.Create(CultureInfo.InvariantCulture, $"20.1.0.{++_address}");
        foreach (var frontend in (properties["frontendIPConfigurations"] as JsonArray ?? []).Select(part => part!["properties"]!.AsObject()))
        {
            if (frontend["subnet"] is not null)
                frontend["privateIPAddress"] ??= string.Create(CultureInfo.InvariantCulture, $"10.0.0.{200 + ++_address}");
        }
    }

    private static void CheckPreconditions(HttpRequest request, JsonObject? known)
    {
        var wanted = request.Headers.IfMatch.ToString();
        if (wanted.Length > 0 && wanted != "*" && wanted != known?["etag"]?.GetValue<string>())
            throw new ArmException(412, "PreconditionFailed", "Precondition failed: the resource has been changed.");
        if (request.Headers.IfNoneMatch == "*" && known is not null)
            throw new ArmException(412, "PreconditionFailed", "Precondition failed: the resource exists.");
    }

    private static ArmException NotFound(string id) => new(404, "ResourceNotFound", $"The Resource '{id}' under resource group was not found.");
}
