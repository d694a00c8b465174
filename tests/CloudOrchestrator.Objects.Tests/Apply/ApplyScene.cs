using System.Text.Json.Nodes;
using CloudOrchestrator.Objects.Apply;

namespace CloudOrchestrator.Objects.Tests.Apply;

/// <summary>One object and the writes made to it, a second apart.</summary>
internal sealed class ApplyScene
{
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>The object as stored; null before it exists.</summary>
    public JsonObject? Live { get; private set; }

    public JsonArray? ManagedFields => Live?["metadata"]?["managedFields"] as JsonArray;

    /// <summary>Applies a configuration; apiVersion, kind and name are added. Stores the result when there is no conflict.</summary>
    public ResultOf<JsonObject> Apply(string manager, string json, bool force = false)
    {
        var result = ServerSideApply.Apply(Live, Complete(json), WorkloadSchema.Node, new(manager, "apps/v1", Force: force), Tick());
        if (result.Succeeded)
            Store(result.Value);
        return result;
    }

    /// <summary>Replaces the object by another.</summary>
    public void Update(string manager, string json, string subresource = "")
    {
        var updated = Complete(json);
        if (ManagedFields is { } managed && updated["metadata"]!["managedFields"] is null)
            updated["metadata"]!["managedFields"] = managed.DeepClone();
        ServerSideApply.TrackUpdate(Live, updated, WorkloadSchema.Node, new(manager, "apps/v1", subresource), Tick());
        Store(updated);
    }

    /// <summary>Changes the object in place.</summary>
    public void Change(string manager, Action<JsonObject> change, string subresource = "")
    {
        var updated = (JsonObject)Live!.DeepClone();
        change(updated);
        ServerSideApply.TrackUpdate(Live, updated, WorkloadSchema.Node, new(manager, "apps/v1", subresource), Tick());
        Store(updated);
    }

    /// <summary>The fieldsV1 of a manager's only entry as JSON text; null when it has none.</summary>
    public string? Fields(string manager) => Entry(manager)?["fieldsV1"]?.ToJsonString();

    public JsonNode? Entry(string manager) => ManagedFields?.SingleOrDefault(entry => entry!["manager"]!.GetValue<string>() == manager);

    private DateTimeOffset Tick() => _now += TimeSpan.FromSeconds(1);

    private void Store(JsonObject value)
    {
        value["metadata"]!["uid"] = "u1";
        Live = value;
    }

    private static JsonObject Complete(string json)
    {
        var value = JsonNode.Parse(json)!.AsObject();
        value["apiVersion"] ??= "apps/v1";
        value["kind"] ??= "Workload";
        var metadata = value["metadata"] as JsonObject ?? [];
        value["metadata"] = metadata.DeepClone();
        value["metadata"]!["name"] = "web";
        return value;
    }
}
