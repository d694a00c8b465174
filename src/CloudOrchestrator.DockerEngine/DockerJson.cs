using System.Text.Json;
using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine;

/// <summary>The engine's JSON.</summary>
internal static class DockerJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        AllowOutOfOrderMetadataProperties = true,
    };

    public static T Read<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException($"null is no {typeof(T).Name}");
}
