namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>A resource type whose changes wake a controller.</summary>
/// <param name="ObjectType">The type watched.</param>
/// <param name="Keys">Keys to decide for a change: the object before (null: created) and after (null: gone).</param>
public sealed record Trigger(Type ObjectType, Func<IKubernetesObject?, IKubernetesObject?, IObjectSnapshot, IEnumerable<ObjectKey>> Keys)
{
    /// <summary>Wakes the controller for the changed object itself.</summary>
    public static Trigger Itself<T>()
        where T : class, IKubernetesObject =>
        new(typeof(T), static (before, after, _) => [KeyOf(after ?? before!)]);

    /// <summary>Wakes the controller for the controlling owner of the changed object, before and after.</summary>
    public static Trigger ControllerOf<T>(string ownerKind)
        where T : class, IKubernetesObject =>
        new(typeof(T), (before, after, _) => Owners(before, ownerKind).Union(Owners(after, ownerKind)));

    /// <summary>Wakes the controller for keys computed from the object as it is now, or as it last was.</summary>
    public static Trigger Of<T>(Func<T, IObjectSnapshot, IEnumerable<ObjectKey>> keys)
        where T : class, IKubernetesObject =>
        new(typeof(T), (before, after, snapshot) =>
            (before is null ? [] : keys((T)before, snapshot)).Union(after is null ? [] : keys((T)after, snapshot)));

    private static ObjectKey KeyOf(IKubernetesObject value) => new(value.Metadata.Namespace ?? "", value.Metadata.Name ?? "");

    private static IEnumerable<ObjectKey> Owners(IKubernetesObject? value, string ownerKind) =>
        (value?.Metadata.OwnerReferences ?? [])
            .Where(owner => owner.Controller == true && owner.Kind == ownerKind)
            .Select(owner => new ObjectKey(value!.Metadata.Namespace ?? "", owner.Name));
}
