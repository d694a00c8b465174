namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>Sees to it that every namespace has the ServiceAccount that pods run as by default.</summary>
public sealed class DefaultServiceAccountReconciler : IReconciler
{
    private const string Default = "default";

    /// <inheritdoc/>
    public string Name => "serviceaccount-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<Namespace>(),
        Trigger.NamespaceOf<ServiceAccount>(Default),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<Namespace>("", key.Name) is not { Metadata.DeletionTimestamp: null } || snapshot.Get<ServiceAccount>(key.Name, Default) is not null)
            return Decision.None;
        var metadata = new ObjectMeta { Namespace = key.Name, Name = Default };
        return new([new ObjectAction.Create(new ServiceAccount { ApiVersion = "v1", Kind = "ServiceAccount", Metadata = metadata })]);
    }
}
