using System.Diagnostics.CodeAnalysis;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>Equality of JSON values.</summary>
internal sealed class JsonEquality : IEqualityComparer<JsonNode?>
{
    private JsonEquality()
    {
    }

    public static JsonEquality Instance { get; } = new();

    public bool Equals(JsonNode? x, JsonNode? y) => JsonNode.DeepEquals(x, y);

    public int GetHashCode([DisallowNull] JsonNode? obj) => (int)obj.GetValueKind();
}
