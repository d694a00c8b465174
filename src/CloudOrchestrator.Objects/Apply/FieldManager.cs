namespace CloudOrchestrator.Objects.Apply;

/// <summary>Who writes, as managedFields records it.</summary>
/// <param name="Name">Field manager's name.</param>
/// <param name="ApiVersion">Version the fields are written in.</param>
/// <param name="Subresource">Subresource written through; empty for the object itself.</param>
/// <param name="Force">Take over conflicting fields (apply only).</param>
public sealed record FieldManager(string Name, string ApiVersion, string Subresource = "", bool Force = false)
{
    /// <summary>Top-level fields that cannot be written this way: what an applied configuration says of them is neither merged nor owned.</summary>
    public IReadOnlyList<string> ResetFields { get; init; } = [];
}
