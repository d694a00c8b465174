using System.Globalization;

namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>What a delete request does to an object: pure, as Kubernetes' BeforeDelete and its store decide it.</summary>
internal static class Deletion
{
    /// <summary>Finalizer under which the garbage collector orphans dependents.</summary>
    public const string OrphanFinalizer = "orphan";

    /// <summary>Finalizer under which the garbage collector deletes dependents first.</summary>
    public const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>Decides on a copy of the current state.</summary>
    public static Mutation Decide(StoredObject stored, KindDescriptor kind, DeleteOptions options, DateTimeOffset now)
    {
        if (CheckPreconditions(stored, kind, options) is { } conflict)
            return new Mutation.Refuse(conflict);
        var value = kind.FromStored(stored.ToJsonObject());
        var metadata = MetadataView.Of(value);
        if (metadata.DeletionTimestamp is not null)
            return Shorten(value, metadata, kind, options);

        metadata.Finalizers = FinalizersFor(metadata.Finalizers, options, kind.OrphaningWarning is not null);
        var start = kind.BeginDeletion(value, options.GracePeriodSeconds);
        var held = IsHeld(value, kind);
        if (!held && (!start.Graceful || start.GracePeriodSeconds <= 0))
            return new Mutation.Delete(value);

        var grace = start.Graceful ? Math.Max(0, start.GracePeriodSeconds) : 0;
        metadata.DeletionTimestamp = now.AddSeconds(grace);
        metadata.DeletionGracePeriodSeconds = grace;
        if (metadata.Generation > 0)
            metadata.Generation++;
        if (IsNamespace(kind))
            value.ObjectOrNew("status")["phase"] = "Terminating";
        return new Mutation.Put(value);
    }

    /// <summary>True when finalizers keep a deleted object.</summary>
    public static bool IsHeld(JsonObject value, KindDescriptor kind) =>
        MetadataView.Of(value).Finalizers.Count > 0 || (IsNamespace(kind) && value.Object("spec").Texts("finalizers").Any());

    /// <summary>True when an update leaves an object that is only waiting to go: marked for deletion, grace over, no finalizers.</summary>
    public static bool IsComplete(JsonObject value, KindDescriptor kind)
    {
        var metadata = MetadataView.Of(value);
        return metadata.DeletionTimestamp is not null && (metadata.DeletionGracePeriodSeconds ?? 0) == 0 && !IsHeld(value, kind);
    }

    // Already being deleted: the grace period may only become shorter, and finalizers stay as they are.
    private static Mutation Shorten(JsonObject value, MetadataView metadata, KindDescriptor kind, DeleteOptions options)
    {
        var current = metadata.DeletionGracePeriodSeconds ?? 0;
        if (options.GracePeriodSeconds is not { } asked || asked >= current)
            return IsComplete(value, kind) ? new Mutation.Delete(value) : new Mutation.Keep();
        asked = Math.Max(0, asked);
        if (asked == 0 && !IsHeld(value, kind))
            return new Mutation.Delete(value);
        metadata.DeletionTimestamp = metadata.DeletionTimestamp!.Value.AddSeconds(asked - current);
        metadata.DeletionGracePeriodSeconds = asked;
        return new Mutation.Put(value);
    }

    private static ApiStatus? CheckPreconditions(StoredObject stored, KindDescriptor kind, DeleteOptions options)
    {
        if (options.Preconditions is not { } preconditions)
            return null;
        if (preconditions.Uid is { } uid && uid != stored.Uid)
        {
            return ApiStatuses.Conflict(kind.Resource, stored.Key.Name,
                $"Precondition failed: UID in precondition: {uid}, UID in object meta: {stored.Uid}");
        }

        var revision = stored.Revision.ToString(CultureInfo.InvariantCulture);
        if (preconditions.ResourceVersion is { } version && version != revision)
        {
            return ApiStatuses.Conflict(kind.Resource, stored.Key.Name,
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({revision}). The object might have been modified");
        }

        return null;
    }

    private static IReadOnlyList<string> FinalizersFor(IReadOnlyList<string> finalizers, DeleteOptions options, bool orphansByDefault)
    {
        var (orphan, foreground) = (options.OrphanDependents, options.PropagationPolicy) switch
        {
            (true, _) or (_, "Orphan") => (true, false),
            (_, "Foreground") => (false, true),
            (false, _) or (_, "Background") => (false, false),

            // No wish: what the object already carries stands, and if it carries nothing, the kind's habit.
            _ when finalizers.Contains(OrphanFinalizer) || finalizers.Contains(ForegroundFinalizer) =>
                (finalizers.Contains(OrphanFinalizer), finalizers.Contains(ForegroundFinalizer)),
            _ => (orphansByDefault, false),
        };
        var kept = finalizers.Where(name => name is not (OrphanFinalizer or ForegroundFinalizer));
        if (orphan)
            kept = kept.Append(OrphanFinalizer);
        if (foreground)
            kept = kept.Append(ForegroundFinalizer);
        return [.. kept];
    }

    private static bool IsNamespace(KindDescriptor kind) => kind.GroupVersionKind == new GroupVersionKind("", "v1", "Namespace");
}
