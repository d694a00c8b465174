namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>Empties a namespace that is being deleted, then lets it go.</summary>
public sealed class NamespaceReconciler(KindRegistry kinds) : IReconciler
{
    private const int DeletionsMax = 500;

    // While pods shut down or finalizers run, changes wake the controller; this is for content that goes away unseen.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    // Pods last: what would replace them is gone by then.
    private readonly KindDescriptor[] _types =
    [
        .. kinds.Kinds
            .Where(kind => kind is { Stored: true, Namespaced: true })
            .DistinctBy(kind => kind.Stream)
            .OrderBy(kind => kind.ObjectType == typeof(Pod)),
    ];

    /// <inheritdoc/>
    public string Name => "namespace-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers => [Trigger.Itself<Namespace>(), .. _types.Select(type => new Trigger(type.ObjectType, ContentGone) { OnlyGone = true })];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<Namespace>("", key.Name) is not { Metadata.DeletionTimestamp: not null } @namespace)
            return Decision.None;
        if (@namespace.Spec?.Finalizers is null or { Count: 0 })
            return @namespace.Metadata.Finalizers is { Count: > 0 }
                ? Decision.None
                : new([new ObjectAction.Delete(typeof(Namespace), key, @namespace.Metadata.Uid ?? "")]);
        // After a refused deletion the status comes first: it says why, and the deletions are tried again later.
        var refusal = context.Failure is { Action: ObjectAction.Delete } failure ? failure.Status.Message : null;
        List<ObjectAction> actions = [];
        var remaining = new NamespaceContent();
        foreach (var type in _types)
        {
            foreach (var item in snapshot.List(type.ObjectType, key.Name, DeletionsMax))
            {
                remaining.Add(type.Resource, item);
                if (refusal is null && item.Metadata.DeletionTimestamp is null && actions.Count < DeletionsMax)
                    actions.Add(new ObjectAction.Delete(type.ObjectType, Ownership.KeyOf(item), item.Metadata.Uid ?? "", PropagationPolicy: "Background"));
            }
        }

        var conditions = remaining.Conditions(@namespace.Status?.Conditions, refusal, context.Now);
        var status = new NamespaceStatus { Phase = "Terminating", Conditions = conditions };
        var changed = @namespace.Status?.Phase != status.Phase || !(@namespace.Status.Conditions ?? []).SequenceEqual(conditions);
        if (changed)
            actions.Add(new ObjectAction.UpdateStatus(@namespace with { Status = status }));
        if (!remaining.IsEmpty)
            return new(actions, LookAgain);
        var spec = @namespace.Spec with { Finalizers = [.. @namespace.Spec.Finalizers.Where(finalizer => finalizer != "kubernetes")] };
        if (spec.Finalizers.Count != @namespace.Spec.Finalizers.Count)
            actions.Add(new ObjectAction.UpdateStatus(@namespace with { Spec = spec, Status = status }, "finalize"));
        return new(actions);
    }

    private static IEnumerable<ObjectKey> ContentGone(IKubernetesObject? before, IKubernetesObject? after, IObjectSnapshot snapshot)
    {
        if (after is not null || before?.Metadata.Namespace is not { } name)
            return [];
        return snapshot.Get<Namespace>("", name) is { Metadata.DeletionTimestamp: not null } ? [new("", name)] : [];
    }
}
