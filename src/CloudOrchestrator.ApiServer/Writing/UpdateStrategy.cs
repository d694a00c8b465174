namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>What an update through one path (the object, or a subresource) may change.</summary>
/// <param name="Subresource">Name that managedFields records; empty for the object.</param>
/// <param name="Prepare">Restores in the new object, from the old one, what this path may not change.</param>
/// <param name="Validate">Semantic faults of the new object.</param>
/// <param name="Admitted">True when the object's admission steps run, such as Service address allocation.</param>
internal sealed record UpdateStrategy(
    string Subresource,
    Action<JsonObject, JsonObject> Prepare,
    Func<ObjectChange, IEnumerable<FieldError>> Validate,
    bool Admitted = false)
{
    /// <summary>Top-level fields that <see cref="Prepare"/> restores: nobody can own them through this path.</summary>
    public IReadOnlyList<string> ResetFields { get; init; } = [];

    /// <summary>Updates of the object itself.</summary>
    public static UpdateStrategy Object(KindDescriptor kind) => new("", kind.PrepareForUpdate, change => kind.ValidateUpdate(change.Typed, change.TypedOld), Admitted: true)
    {
        ResetFields = kind.HasStatus ? ["status"] : [],
    };

    /// <summary>Updates of the status subresource.</summary>
    public static UpdateStrategy Status(KindDescriptor kind) =>
        new("status", kind.PrepareForStatusUpdate, change => kind.ValidateStatusUpdate(change.Typed, change.TypedOld)) { ResetFields = ["spec"] };

    /// <summary>Updates of the scale subresource: the engine has changed nothing but the replicas.</summary>
    public static UpdateStrategy Scale(KindDescriptor kind) => new("scale", kind.PrepareForUpdate, change => kind.ValidateUpdate(change.Typed, change.TypedOld));
}
