namespace CloudOrchestrator.ApiServer.Content;

/// <summary>How an answer is to be written, negotiated from an Accept header.</summary>
/// <param name="MediaType"><c>application/json</c>, <c>application/yaml</c> or protobuf.</param>
/// <param name="Shape">What to show.</param>
/// <param name="Version">Version of the shape's group, such as <c>v1</c> or <c>v2beta1</c>; empty for whole objects.</param>
internal sealed record Representation(string MediaType, ObjectShape Shape, string Version)
{
    /// <summary>Whole objects in JSON.</summary>
    public static Representation Json { get; } = new(MediaTypes.Json, ObjectShape.Whole, "");

    /// <summary>True when stored bytes can be sent as they are.</summary>
    public bool IsPlainJson => ReferenceEquals(this, Json) || (Shape == ObjectShape.Whole && MediaType == MediaTypes.Json);
}
