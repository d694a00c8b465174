using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary>An object seen through its scale subresource: autoscaling/v1 Scale.</summary>
internal static class ScaleView
{
    /// <summary>The kind of the view.</summary>
    public static GroupVersionKind Kind { get; } = new("autoscaling", "v1", "Scale");

    /// <summary>The object's Scale.</summary>
    public static JsonObject Of(JsonObject value, ScalePaths paths)
    {
        var metadata = MetadataView.Of(value);
        var shown = new JsonObject { ["name"] = metadata.Name };
        foreach (var name in (string[])["namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            if (metadata.Fields[name] is { } field)
                shown[name] = field.DeepClone();
        }

        var spec = new JsonObject();
        if (At(value, paths.SpecReplicas) is JsonValue wanted && Count(wanted) != 0)
            spec["replicas"] = Count(wanted);
        var status = new JsonObject { ["replicas"] = At(value, paths.StatusReplicas) is JsonValue actual ? Count(actual) : 0 };
        if (SelectorText(At(value, paths.Selector)) is { Length: > 0 } selector)
            status["selector"] = selector;
        return new JsonObject { ["kind"] = Kind.Kind, ["apiVersion"] = Kind.ApiVersion, ["metadata"] = shown, ["spec"] = spec, ["status"] = status };
    }

    /// <summary>Sets the object's wanted replicas, in place.</summary>
    public static void SetReplicas(JsonObject value, ScalePaths paths, long replicas)
    {
        var names = paths.SpecReplicas.Split('.');
        var parent = value;
        foreach (var name in names.AsSpan(0, names.Length - 1))
            parent = parent.ObjectOrNew(name);
        parent[names[^1]] = replicas;
    }

    private static JsonNode? At(JsonObject value, string path) => path.Split('.').Aggregate((JsonNode?)value, (node, name) => (node as JsonObject)?[name]);

    private static long Count(JsonValue value) => value.TryGetValue<long>(out var number) ? number : value.TryGetValue<int>(out var small) ? small : 0;

    // A replication controller's selector is a plain map, the others' are structured.
    private static string SelectorText(JsonNode? selector) => selector switch
    {
        JsonObject structured when structured.Has("matchLabels") || structured.Has("matchExpressions") => LabelMatcher.From(ObjectJson.Deserialize<LabelSelector>(structured)).ToString(),
        JsonObject plain => string.Join(',', plain.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}={item.Value?.GetValue<string>()}")),
        _ => "",
    };
}
