using System.Globalization;
using System.Text;

namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The short hash that tells pod templates apart, in label <c>pod-template-hash</c> and in names.</summary>
public static class PodTemplateHash
{
    /// <summary>Label that carries the hash on ReplicaSets and their pods.</summary>
    public const string Label = "pod-template-hash";

    /// <summary>The hash of a template; <paramref name="collisionCount"/> gives another one when the name it makes is taken.</summary>
    public static string Compute(PodTemplateSpec template, int? collisionCount)
    {
        var hash = Fnv1A.Start;
        Mix(ref hash, ObjectJson.ToJsonObject(template));
        if (collisionCount is { } count)
            Fnv1A.Add(ref hash, Encoding.ASCII.GetBytes(count.ToString(CultureInfo.InvariantCulture)));
        return SafeEncode(hash.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>True when two templates describe the same pod; the hash label does not count.</summary>
    public static bool SameTemplate(PodTemplateSpec? left, PodTemplateSpec? right) =>
        left is not null && right is not null && JsonNode.DeepEquals(WithoutLabel(left), WithoutLabel(right));

    private static JsonObject WithoutLabel(PodTemplateSpec template)
    {
        var json = ObjectJson.ToJsonObject(template);
        if (json["metadata"] is not JsonObject metadata)
            return json;
        metadata.Remove("creationTimestamp");
        if (metadata["labels"] is JsonObject labels)
        {
            labels.Remove(Label);
            if (labels.Count == 0)
                metadata.Remove("labels");
        }

        if (metadata.Count == 0)
            json.Remove("metadata");
        return json;
    }

    // Keys are visited in order, so that two spellings of one template have one hash.
    private static void Mix(ref uint hash, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map.OrderBy(field => field.Key, StringComparer.Ordinal))
                {
                    Fnv1A.Add(ref hash, Encoding.UTF8.GetBytes(key));
                    Mix(ref hash, value);
                }

                Fnv1A.Add(ref hash, "}"u8);
                break;
            case JsonArray list:
                foreach (var item in list)
                    Mix(ref hash, item);
                Fnv1A.Add(ref hash, "]"u8);
                break;
            case null:
                Fnv1A.Add(ref hash, "null"u8);
                break;
            default:
                Fnv1A.Add(ref hash, Encoding.UTF8.GetBytes(node.ToJsonString()));
                break;
        }
    }

    private static string SafeEncode(string digits) => string.Create(digits.Length, digits, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = IIdSource.SuffixAlphabet[source[i] % IIdSource.SuffixAlphabet.Length];
    });
}
