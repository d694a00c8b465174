namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>The controller reference: which object manages another.</summary>
public static class Ownership
{
    /// <summary>The object's key.</summary>
    public static ObjectKey KeyOf(IKubernetesObject value) => new(value.Metadata.Namespace ?? "", value.Metadata.Name ?? "");

    /// <summary>The reference marked as controller; null when nothing manages the object.</summary>
    public static OwnerReference? ControllerOf(IKubernetesObject value)
    {
        foreach (var owner in value.Metadata.OwnerReferences ?? [])
        {
            if (owner.Controller == true)
                return owner;
        }

        return null;
    }

    /// <summary>True when the object with the uid manages <paramref name="value"/>.</summary>
    public static bool IsControlledBy(IKubernetesObject value, string? ownerUid) => ControllerOf(value)?.Uid == ownerUid;

    /// <summary>The reference by which <paramref name="owner"/> manages what it creates.</summary>
    public static OwnerReference ReferenceTo(IKubernetesObject owner, GroupVersionKind kind) => new()
    {
        ApiVersion = kind.ApiVersion,
        Kind = kind.Kind,
        Name = owner.Metadata.Name ?? "",
        Uid = owner.Metadata.Uid ?? "",
        Controller = true,
        BlockOwnerDeletion = true,
    };

    /// <summary>Makes <paramref name="owner"/> the controller of an orphan.</summary>
    public static ObjectAction.Patch Adopt(Type type, IKubernetesObject orphan, OwnerReference owner) =>
        PatchOwners(type, orphan, [.. orphan.Metadata.OwnerReferences ?? [], owner]);

    /// <summary>Ends the ownership of the object with the uid.</summary>
    public static ObjectAction.Patch Release(Type type, IKubernetesObject owned, string ownerUid) =>
        PatchOwners(type, owned, [.. (owned.Metadata.OwnerReferences ?? []).Where(owner => owner.Uid != ownerUid)]);

    /// <summary>Replaces the owner references, provided that the object has not changed.</summary>
    public static ObjectAction.Patch PatchOwners(Type type, IKubernetesObject value, IReadOnlyList<OwnerReference> owners)
    {
        var list = new JsonArray([.. owners.Select(owner => (JsonNode)ObjectJson.ToJsonObject(owner))]);
        var changes = new JsonObject { ["metadata"] = new JsonObject { ["ownerReferences"] = list.Count == 0 ? null : list } };
        return new(type, KeyOf(value), value.Metadata.Uid ?? "", value.Metadata.ResourceVersion, changes);
    }
}
