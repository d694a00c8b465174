using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Kinds.Tests;

/// <summary>Tests write objects as trees; validation takes them decoded.</summary>
internal static class KindDecoding
{
    public static IKubernetesObject Decode(this KindDescriptor kind, JsonObject value) => kind.Decode(JsonSerializer.SerializeToUtf8Bytes(value, ObjectJson.Options));
}
