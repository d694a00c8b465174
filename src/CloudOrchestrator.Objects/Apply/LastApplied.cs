using System.Text;
using System.Text.Encodings.Web;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>
/// The annotation that client-side apply keeps. It lets <c>kubectl apply --server-side</c> take over, without conflicts, what client-side apply set.
/// </summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const int AnnotationsSizeMax = 256 * 1024;

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// True when the live object's annotation covers all conflicts: it set those fields and they still have its values. What it does not cover remains
    /// in <paramref name="conflicts"/>.
    /// </summary>
    public static bool Covers(JsonObject? live, SchemaNode schema, string apiVersion, ref IReadOnlyList<ApplyConflict> conflicts)
    {
        if (Read(live) is not { } last || live is null || last["apiVersion"]?.ToString() != apiVersion)
            return false;
        var comparison = ComparisonWalker.Compare(last, live, schema);
        var allowed = FieldSetReader.Read(last, schema).Difference(comparison.Changed).Difference(comparison.Removed);
        conflicts = [.. conflicts.Where(conflict => !Contains(allowed, conflict.Path))];
        return conflicts.Count == 0;
    }

    /// <summary>Brings the annotation, where the object has one, up to the configuration now applied.</summary>
    public static void Refresh(JsonObject result, JsonObject applied)
    {
        if (Annotations(result) is not { } annotations || !annotations.ContainsKey(Annotation))
            return;
        var configuration = (JsonObject)Sorted(applied)!;
        Annotations(configuration)?.Remove(Annotation);
        annotations[Annotation] = configuration.ToJsonString(s_plain) + "\n";
        var size = annotations.Sum(annotation => Encoding.UTF8.GetByteCount(annotation.Key) + Encoding.UTF8.GetByteCount(annotation.Value?.ToString() ?? ""));
        if (size > AnnotationsSizeMax)
            annotations.Remove(Annotation);
    }

    private static JsonObject? Read(JsonObject? live)
    {
        if (Annotations(live)?[Annotation] is not JsonValue annotation || !annotation.TryGetValue<string>(out var text))
            return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // Anyone may write the annotation; one that is no JSON tells nothing.
            return null;
        }
    }

    private static JsonObject? Annotations(JsonObject? value) => (value?["metadata"] as JsonObject)?["annotations"] as JsonObject;

    private static bool Contains(FieldSet set, IReadOnlyList<string> path)
    {
        var node = set;
        foreach (var element in path)
        {
            node = node.Child(element);
            if (node is null)
                return false;
        }
        return node.IsMember;
    }

    private static JsonNode? Sorted(JsonNode? value) => value switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => value?.DeepClone(),
    };
}
