using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>A resource type whose changes wake a controller.</summary>
/// <param name="ObjectType">The type watched; <see cref="IKubernetesObject"/> for all.</param>
/// <param name="Keys">Keys to decide for a change: the object before (null: created) and after (null: gone).</param>
public sealed record Trigger(Type ObjectType, Func<IKubernetesObject?, IKubernetesObject?, IObjectSnapshot, IEnumerable<ObjectKey>> Keys)
{
    /// <summary>The only name of objects that concern the controller, so that others need not even be decoded; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>True when nothing but the end of an object concerns the controller.</summary>
    public bool OnlyGone { get; init; }

    /// <summary>Wakes the controller for changes of objects of any type.</summary>
    public static Trigger OfAll(Func<IKubernetesObject?, IKubernetesObject?, IObjectSnapshot, IEnumerable<ObjectKey>> keys) => new(typeof(IKubernetesObject), keys);

    /// <summary>Wakes the controller for the namespaces in which an object of one name changes.</summary>
    public static Trigger NamespaceOf<T>(string name)
        where T : class, IKubernetesObject =>
        new(typeof(T), static (before, after, _) => [new ObjectKey("", (after ?? before!).Metadata.Namespace ?? "")]) { Name = name };

    /// <summary>Wakes the controller for the changed object itself.</summary>
    public static Trigger Itself<T>()
        where T : class, IKubernetesObject =>
        new(typeof(T), static (before, after, _) => [KeyOf(after ?? before!)]);

    /// <summary>Wakes the controller for the controlling owner of the changed object, before and after.</summary>
    public static Trigger ControllerOf<T>(string ownerKind)
        where T : class, IKubernetesObject =>
        new(typeof(T), (before, after, _) => Together(Owners(before, ownerKind), Owners(after, ownerKind)));

    /// <summary>Wakes the controller for keys computed from the object as it is now, or as it last was.</summary>
    public static Trigger Of<T>(Func<T, IObjectSnapshot, IEnumerable<ObjectKey>> keys)
        where T : class, IKubernetesObject =>
        new(typeof(T), (before, after, snapshot) =>
            Together(before is null ? [] : keys((T)before, snapshot), after is null ? [] : keys((T)after, snapshot)));

    /// <summary>
    /// Wakes the controller for those that select the changed object by its labels, as it is now or as it last was, while it has no controller and is not being deleted.
    /// </summary>
    public static Trigger OrphanOf<TObject, TOwner>(Func<TOwner, LabelMatcher> selector)
        where TObject : class, IKubernetesObject
        where TOwner : class, IKubernetesObject => Of<TObject>((orphan, snapshot) =>
            Ownership.ControllerOf(orphan) is not null || orphan.Metadata.DeletionTimestamp is not null
                ? []
                : snapshot.List<TOwner>(orphan.Metadata.Namespace)
                    .Where(owner => selector(owner).Matches(orphan.Metadata.Labels))
                    .Select(Ownership.KeyOf));

    // Asked for every change by every controller, and mostly there is nothing.
    private static IEnumerable<ObjectKey> Together(IEnumerable<ObjectKey> left, IEnumerable<ObjectKey> right) =>
        left is ObjectKey[] { Length: 0 } ? right : right is ObjectKey[] { Length: 0 } ? left : left.Union(right);

    private static ObjectKey KeyOf(IKubernetesObject value) => new(value.Metadata.Namespace ?? "", value.Metadata.Name ?? "");

    private static ObjectKey[] Owners(IKubernetesObject? value, string ownerKind)
    {
        foreach (var owner in value?.Metadata.OwnerReferences ?? [])
        {
            if (owner.Controller == true && owner.Kind == ownerKind)
                return [new ObjectKey(value!.Metadata.Namespace ?? "", owner.Name)];
        }

        return [];
    }
}
