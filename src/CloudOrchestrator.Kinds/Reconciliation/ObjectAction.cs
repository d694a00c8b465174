namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>One change a decision asks for. The set is closed. Each carries the precondition that makes a stale plan harmless.</summary>
public abstract record ObjectAction
{
    private ObjectAction()
    {
    }

    /// <summary>
    /// Objects that must be gone (or have another uid by now) for the action to be right. The engine asks the server for each before it acts: the snapshot may be
    /// from before they were created.
    /// </summary>
    public IReadOnlyList<(Type ObjectType, ObjectKey Key, string Uid)> OnlyWithout { get; init; } = [];

    /// <summary>
    /// True for a patch that neither needs nor is needed by its neighbours that say so too: they may be carried out together. Creations and deletions always may.
    /// </summary>
    public bool IsIndependent { get; init; }

    /// <summary>
    /// Creates an object. <paramref name="OwnerUid"/>, when given, guards the creation: it is refused if another object of the same type has come to name this
    /// owner since the snapshot, so that two deciders never create twice; and, for kinds that count generations, if the spec of one that names it has changed or
    /// one has gone, so that they never divide a number of pods on different states.
    /// </summary>
    public sealed record Create(IKubernetesObject Value, string? OwnerUid = null) : ObjectAction;

    /// <summary>
    /// Replaces an object; refused unless its resourceVersion is still that of <paramref name="Value"/>. <paramref name="OwnerUid"/>, when given, guards it as it
    /// does a creation.
    /// </summary>
    public sealed record Update(IKubernetesObject Value, string? OwnerUid = null) : ObjectAction;

    /// <summary>
    /// Replaces an object's status, or what another <paramref name="Subresource"/> stands for; refused unless its resourceVersion is still that of <paramref
    /// name="Value"/>.
    /// </summary>
    public sealed record UpdateStatus(IKubernetesObject Value, string Subresource = "status") : ObjectAction;

    /// <summary>
    /// Applies a JSON merge patch to an object, or to its <paramref name="Subresource"/>; refused unless it still has the uid and (when not null) the
    /// resourceVersion.
    /// </summary>
    public sealed record Patch(Type ObjectType, ObjectKey Key, string Uid, string? ResourceVersion, JsonObject Changes, string? Subresource = null)
        : ObjectAction;

    /// <summary>Deletes an object; refused unless it still has the uid and (when not null) the resourceVersion given. Already gone is done.</summary>
    public sealed record Delete(
        Type ObjectType, ObjectKey Key, string Uid, string? ResourceVersion = null, long? GracePeriodSeconds = null, string? PropagationPolicy = null)
        : ObjectAction;

    /// <summary>
    /// Records an event about an object once the action before it has been done; repeated ones are counted, not stored again. <paramref name="Regarding"/> must
    /// carry
    /// apiVersion and kind, or be of a type the registry knows.
    /// </summary>
    public sealed record RecordEvent(IKubernetesObject Regarding, string Type, string Reason, string Message) : ObjectAction
    {
        /// <summary>A <c>Normal</c> event.</summary>
        public static RecordEvent Normal(IKubernetesObject regarding, string reason, string message) => new(regarding, "Normal", reason, message);

        /// <summary>A <c>Warning</c> event.</summary>
        public static RecordEvent Warning(IKubernetesObject regarding, string reason, string message) => new(regarding, "Warning", reason, message);
    }
}
