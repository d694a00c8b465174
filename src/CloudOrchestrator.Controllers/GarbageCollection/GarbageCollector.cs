using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.Controllers.GarbageCollection;

/// <summary>
/// Collects the objects of one kind by their owner references, and finishes the deletion of its objects that wait for dependents. One instance per kind; each
/// decides
/// about its own kind's objects and looks at all others.
/// </summary>
internal sealed class GarbageCollector : IReconciler
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";
    private const int PatchesMax = 500;

    private readonly KindDescriptor _kind;
    private readonly KindRegistry _kinds;
    private readonly KindDescriptor[] _stored;

    private GarbageCollector(KindDescriptor kind, KindRegistry kinds, KindDescriptor[] stored)
    {
        _kind = kind;
        _kinds = kinds;
        _stored = stored;
        Name = $"generic-garbage-collector:{kind.Resource.Qualified}";
        Triggers = [new(kind.ObjectType, Itself), Trigger.OfAll(Dependents), Trigger.OfAll(WaitingOwner)];
    }

    /// <summary>The collectors of all kinds that are stored.</summary>
    public static IReadOnlyList<GarbageCollector> OfAll(KindRegistry kinds)
    {
        KindDescriptor[] stored = [.. kinds.Kinds.Where(kind => kind.Stored).DistinctBy(kind => kind.Stream)];
        return Array.ConvertAll(stored, kind => new GarbageCollector(kind, kinds, stored));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers { get; }

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get(_kind.ObjectType, key) is not { } item)
            return Decision.None;
        if (item.Metadata.DeletionTimestamp is not null)
        {
            if (Has(item, Orphan))
                return OrphanDependents(item, snapshot);
            return Has(item, Foreground) ? FinishForeground(item, snapshot) : Decision.None;
        }

        return item.Metadata.OwnerReferences is { Count: > 0 } owners ? Judge(item, owners, snapshot) : Decision.None;
    }

    private Decision Judge(IKubernetesObject item, IReadOnlyList<OwnerReference> owners, IObjectSnapshot snapshot)
    {
        List<OwnerReference> solid = [];
        List<(Type, ObjectKey, string)> gone = [];
        var waiting = false;
        foreach (var owner in owners)
        {
            switch (StateOf(owner, item, snapshot))
            {
                case OwnerState.Solid:
                    solid.Add(owner);
                    break;
                case OwnerState.Waiting:
                    waiting = true;
                    break;
                case OwnerState.Gone:
                    gone.Add((FindKind(owner)!.ObjectType, KeyOf(owner, FindKind(owner)!, item), owner.Uid));
                    break;
                case OwnerState.Unknown:
                    // Of an owner that cannot be looked up nothing is known, least of all that it is gone.
                    return Decision.None;
            }
        }

        if (solid.Count > 0)
            return solid.Count == owners.Count ? Decision.None : new([Ownership.PatchOwners(_kind.ObjectType, item, solid) with { OnlyWithout = gone }]);
        var dependents = waiting ? DependentsOf(item, snapshot).ToList() : [];
        if (dependents.Count > 0)
            return DeleteInForeground(item, owners, dependents);
        var policy = Has(item, Orphan) ? "Orphan" : Has(item, Foreground) ? "Foreground" : "Background";
        return new([Delete(item, policy) with { OnlyWithout = gone }]);
    }

    private static ObjectKey KeyOf(OwnerReference owner, KindDescriptor kind, IKubernetesObject item) =>
        new(kind.Namespaced ? item.Metadata.Namespace ?? "" : "", owner.Name);

    private enum OwnerState
    {
        Solid,
        Gone,
        Waiting,
        Unknown,
    }

    private OwnerState StateOf(OwnerReference owner, IKubernetesObject item, IObjectSnapshot snapshot)
    {
        if (FindKind(owner) is not { } kind || (kind.Namespaced && !_kind.Namespaced))
            return OwnerState.Unknown;
        if (snapshot.Get(kind.ObjectType, KeyOf(owner, kind, item)) is not { } found || found.Metadata.Uid != owner.Uid)
            return OwnerState.Gone;
        return found.Metadata.DeletionTimestamp is not null && Has(found, Foreground) ? OwnerState.Waiting : OwnerState.Solid;
    }

    private KindDescriptor? FindKind(OwnerReference owner)
    {
        var wanted = GroupVersionKind.Parse(owner.ApiVersion, owner.Kind);
        return _kinds.Find(wanted) is { Stored: true } exact
            ? exact
            : Array.Find(_stored, kind => kind.GroupVersionKind.Group == wanted.Group && kind.GroupVersionKind.Kind == wanted.Kind);
    }

    // A dependent that itself waits for dependents could close a circle: then nobody may block anybody.
    private Decision DeleteInForeground(
        IKubernetesObject item, IReadOnlyList<OwnerReference> owners, List<(KindDescriptor Kind, IKubernetesObject Object)> dependents)
    {
        var circle = dependents.Exists(dependent => dependent.Object.Metadata.DeletionTimestamp is not null && Has(dependent.Object, Foreground));
        if (circle && owners.Any(owner => owner.BlockOwnerDeletion == true))
        {
            var unblocked = owners.Select(owner => owner.BlockOwnerDeletion == true ? owner with { BlockOwnerDeletion = false } : owner).ToArray();
            return new([Ownership.PatchOwners(_kind.ObjectType, item, unblocked), Delete(item, "Foreground")]);
        }

        return new([Delete(item, "Foreground")]);
    }

    private Decision OrphanDependents(IKubernetesObject item, IObjectSnapshot snapshot)
    {
        var dependents = DependentsOf(item, snapshot).Take(PatchesMax + 1).ToList();
        List<ObjectAction> actions =
        [
            .. dependents.Take(PatchesMax)
                .Select(dependent => Ownership.Release(dependent.Kind.ObjectType, dependent.Object, item.Metadata.Uid ?? "") with { IsIndependent = true }),
        ];
        if (dependents.Count > PatchesMax)
            return new(actions, TimeSpan.Zero);
        return new([.. actions, RemoveFinalizer(item, Orphan)]);
    }

    private Decision FinishForeground(IKubernetesObject item, IObjectSnapshot snapshot)
    {
        var uid = item.Metadata.Uid;
        var blocked = DependentsOf(item, snapshot)
            .Any(dependent => dependent.Object.Metadata.OwnerReferences!.Any(owner => owner.Uid == uid && owner.BlockOwnerDeletion == true));
        return blocked ? Decision.None : new([RemoveFinalizer(item, Foreground)]);
    }

    private IEnumerable<(KindDescriptor Kind, IKubernetesObject Object)> DependentsOf(IKubernetesObject item, IObjectSnapshot snapshot) =>
        _stored.SelectMany(kind => snapshot.OwnedBy(kind.ObjectType, item.Metadata.Uid ?? "")
            .Where(dependent => !_kind.Namespaced || dependent.Metadata.Namespace == item.Metadata.Namespace)
            .Select(dependent => (kind, dependent)));

    private ObjectAction.Delete Delete(IKubernetesObject item, string policy) =>
        new(_kind.ObjectType, Ownership.KeyOf(item), item.Metadata.Uid ?? "", item.Metadata.ResourceVersion, PropagationPolicy: policy);

    private ObjectAction.Patch RemoveFinalizer(IKubernetesObject item, string name)
    {
        var left = new JsonArray([.. item.Metadata.Finalizers!.Where(finalizer => finalizer != name).Select(finalizer => (JsonNode)finalizer)]);
        var changes = new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = left.Count == 0 ? null : left } };
        return new(_kind.ObjectType, Ownership.KeyOf(item), item.Metadata.Uid ?? "", item.Metadata.ResourceVersion, changes);
    }

    private static bool Has(IKubernetesObject item, string finalizer) => item.Metadata.Finalizers?.Contains(finalizer, StringComparer.Ordinal) == true;

    // Most changes concern neither owners nor deletion, and most objects are owned.
    private static IEnumerable<ObjectKey> Itself(IKubernetesObject? before, IKubernetesObject? after, IObjectSnapshot snapshot)
    {
        if (after?.Metadata is not { } now)
            return [];
        var isHeld = now is { DeletionTimestamp: not null, Finalizers.Count: > 0 };
        if (now.OwnerReferences is null or { Count: 0 } && !isHeld)
            return [];
        return before?.Metadata is { } old
            && old.DeletionTimestamp.HasValue == now.DeletionTimestamp.HasValue
            && (old.OwnerReferences ?? []).SequenceEqual(now.OwnerReferences ?? [])
            && (old.Finalizers ?? []).SequenceEqual(now.Finalizers ?? [], StringComparer.Ordinal) ? [] : [Ownership.KeyOf(after)];
    }

    // Objects of this kind whose owner has gone or has begun to wait for them.
    private IEnumerable<ObjectKey> Dependents(IKubernetesObject? before, IKubernetesObject? after, IObjectSnapshot snapshot)
    {
        var left = after is null || (after.Metadata.DeletionTimestamp is not null && Has(after, Foreground));
        return left && (after ?? before!).Metadata.Uid is { } uid ? snapshot.OwnedBy(_kind.ObjectType, uid).Select(Ownership.KeyOf) : [];
    }

    // Owners of this kind that wait for a dependent which has gone or no longer blocks them.
    private IEnumerable<ObjectKey> WaitingOwner(IKubernetesObject? before, IKubernetesObject? after, IObjectSnapshot snapshot)
    {
        foreach (var owner in before?.Metadata.OwnerReferences ?? [])
        {
            if (owner.Kind == _kind.GroupVersionKind.Kind)
                return WaitingOwners(before!, snapshot);
        }

        return [];
    }

    private IEnumerable<ObjectKey> WaitingOwners(IKubernetesObject before, IObjectSnapshot snapshot)
    {
        foreach (var owner in before.Metadata.OwnerReferences!)
        {
            if (owner.Kind != _kind.GroupVersionKind.Kind)
                continue;
            var key = new ObjectKey(_kind.Namespaced ? before.Metadata.Namespace ?? "" : "", owner.Name);
            if (snapshot.Get(_kind.ObjectType, key) is { Metadata.DeletionTimestamp: not null })
                yield return key;
        }
    }
}
