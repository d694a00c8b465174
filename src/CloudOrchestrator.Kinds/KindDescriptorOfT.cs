namespace CloudOrchestrator.Kinds;

/// <summary>A kind described over its C# type: validation and printing see typed objects.</summary>
public abstract class KindDescriptor<T> : KindDescriptor
    where T : class, IKubernetesObject
{
    /// <inheritdoc/>
    public sealed override Type ObjectType => typeof(T);

    /// <summary>Semantic faults of a new object.</summary>
    protected virtual IEnumerable<FieldError> Validate(T value) => [];

    /// <summary>Semantic faults only a new object can have, such as fields set by subresources; those of <see cref="Validate"/> are found as well.</summary>
    protected virtual IEnumerable<FieldError> ValidateNew(T value) => [];

    /// <summary>Semantic faults of a changed object that concern the change; those of <see cref="Validate"/> are found as well.</summary>
    protected virtual IEnumerable<FieldError> ValidateChange(T value, T old) => [];

    /// <summary>True when Kubernetes names the faults of the change before those of the object.</summary>
    protected virtual bool ChangeFirst => false;

    /// <summary>Semantic faults of a changed status.</summary>
    protected virtual IEnumerable<FieldError> ValidateStatus(T value, T old) => [];

    /// <summary>Cells of the printed table, one per column.</summary>
    protected abstract IReadOnlyList<JsonNode?> Print(T value, DateTimeOffset now);

    /// <inheritdoc/>
    public sealed override TResult Accept<TResult>(IKindVisitor<TResult> visitor) => visitor.Visit(this);

    /// <inheritdoc/>
    public sealed override IKubernetesObject Decode(ReadOnlySpan<byte> utf8) => ObjectJson.Deserialize<T>(utf8);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<FieldError> ValidateCreate(IKubernetesObject value) => Create((T)value);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<FieldError> ValidateUpdate(IKubernetesObject value, IKubernetesObject old) => Update((T)value, (T)old);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<FieldError> ValidateStatusUpdate(IKubernetesObject value, IKubernetesObject old) =>
        [.. ValidateStatus((T)value, (T)old)];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<JsonNode?> Cells(JsonObject value, DateTimeOffset now) => Print(ObjectJson.Deserialize<T>(value), now);

    private IReadOnlyList<FieldError> Create(T value) => [.. Validate(value), .. ValidateNew(value)];

    private IReadOnlyList<FieldError> Update(T value, T old)
    {
        var change = ValidateChange(value, old);
        return ChangeFirst ? [.. change, .. Validate(value)] : [.. Validate(value), .. change];
    }
}
