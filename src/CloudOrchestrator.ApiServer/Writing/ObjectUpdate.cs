using System.Globalization;
using CloudOrchestrator.ApiServer.Admission;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.Kinds.Validation;
using CloudOrchestrator.Objects.Apply;

namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>Turns a proposed new state of an object into a mutation: metadata, preconditions, strategy, ownership, validation. Pure.</summary>
internal sealed class ObjectUpdate(ServerParts parts, IReadOnlyList<IStreamAdmission> admissions)
{
    /// <summary>
    /// Decides about <paramref name="proposed"/>, a canonical object with defaults that this method may change.
    /// <paramref name="manager"/> is null when managedFields are already as they must be (apply).
    /// </summary>
    public Mutation Decide(ApiCall call, UpdateStrategy strategy, JsonObject proposed, JsonObject old, StoredObject stored, ReplicaSnapshot snapshot, FieldManager? manager)
    {
        var kind = call.Kind;
        if (CheckIdentity(call, proposed, stored) is { } conflict)
            return new Mutation.Refuse(conflict);
        PrepareMetadata(proposed, old);
        strategy.Prepare(proposed, old);
        CountGeneration(kind, strategy, proposed, old);
        if (manager is not null)
            ServerSideApply.TrackUpdate(old, proposed, parts.Kinds.SchemaOf(kind), manager, parts.Now);
        else
            ServerSideApply.KeepTimesIfUnchanged(old, proposed);
        if (strategy.Admitted)
        {
            foreach (var admission in admissions)
            {
                if (admission.Handles(kind) && admission.Admit(call, proposed, old, snapshot) is { } refusal)
                    return new Mutation.Refuse(refusal);
            }
        }

        if (JsonNode.DeepEquals(proposed, old))
            return new Mutation.Keep();
        var encoded = parts.Encodings.Encode(proposed, stored.Revision);
        var change = new ObjectChange(proposed, old, kind.Decode(encoded), parts.IsView(kind) ? kind.Decode(JsonBytes(old)) : parts.Typed.Of(kind, stored));
        IReadOnlyList<FieldError> faults =
            [.. ObjectMetaValidation.ValidateUpdate(change.Typed.Metadata, change.TypedOld.Metadata), .. strategy.Validate(change)];
        if (faults.Count > 0)
            return new Mutation.Refuse(ApiStatuses.Invalid(kind.GroupVersionKind, call.Name, faults));
        return Deletion.IsComplete(proposed, kind) ? new Mutation.Delete(proposed) : new Mutation.Put(proposed) { Encoded = encoded, Typed = parts.Typed.Kept(kind, change.Typed) };
    }

    /// <summary>The field manager of a write that is no apply.</summary>
    public static FieldManager ManagerOf(KindDescriptor kind, WriteOptions options, UpdateStrategy strategy) =>
        new(options.FieldManager, kind.GroupVersionKind.ApiVersion, strategy.Subresource);

    /// <summary>
    /// Name and namespace of a body that was sent to a URL: filled in when absent; 400 when they differ.
    /// </summary>
    public static ApiStatus? MatchUrl(ApiCall call, JsonObject value)
    {
        var metadata = MetadataView.Of(value);
        if (metadata.Namespace.Length == 0 && call.Namespace.Length > 0)
            metadata.Namespace = call.Namespace;
        if (metadata.Name.Length == 0)
            return ApiStatuses.BadRequest($"the name of the object ({call.Name} based on URL) was undeterminable: name must be provided");
        if (metadata.Name != call.Name)
            return ApiStatuses.BadRequest($"the name of the object ({metadata.Name}) does not match the name on the URL ({call.Name})");
        if (call.Namespace.Length > 0 && metadata.Namespace != call.Namespace)
            return ApiStatuses.BadRequest($"the namespace of the object ({metadata.Namespace}) does not match the namespace on the request ({call.Namespace})");
        return null;
    }

    // Uid and resourceVersion that the caller sends are preconditions; an empty or zero resourceVersion is none.
    private static ApiStatus? CheckIdentity(ApiCall call, JsonObject proposed, StoredObject stored)
    {
        var metadata = MetadataView.Of(proposed);
        if (metadata.Uid.Length > 0 && metadata.Uid != stored.Uid)
        {
            return ApiStatuses.Conflict(call.Kind.Resource, call.Name,
                $"Precondition failed: UID in precondition: {metadata.Uid}, UID in object meta: {stored.Uid}");
        }

        var revision = stored.Revision.ToString(CultureInfo.InvariantCulture);
        if (metadata.ResourceVersion is not ("" or "0") && metadata.ResourceVersion != revision)
        {
            return long.TryParse(metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? ApiStatuses.Modified(call.Kind.Resource, call.Name)
                : ApiStatuses.Invalid(call.Kind.GroupVersionKind, call.Name, [FieldError.Invalid("metadata.resourceVersion", metadata.ResourceVersion,
                    $"strconv.ParseUint: parsing \"{metadata.ResourceVersion}\": invalid syntax")]);
        }

        metadata.ResourceVersion = revision;
        return null;
    }

    private static byte[] JsonBytes(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value, ObjectJson.Options);

    private static void PrepareMetadata(JsonObject proposed, JsonObject old)
    {
        var metadata = MetadataView.Of(proposed);
        var before = MetadataView.Of(old);
        metadata.Fields.Remove("selfLink");
        metadata.Uid = before.Uid;
        if (metadata.CreationTimestamp is null)
            metadata.CreationTimestamp = before.CreationTimestamp;
        if (metadata.DeletionTimestamp is null)
            metadata.DeletionTimestamp = before.DeletionTimestamp;
        metadata.DeletionGracePeriodSeconds ??= before.DeletionGracePeriodSeconds;
        metadata.Generation = before.Generation;
    }

    // Controllers write annotations together with the status; what is desired does not change by that.
    private static void CountGeneration(KindDescriptor kind, UpdateStrategy strategy, JsonObject proposed, JsonObject old)
    {
        if (kind.TracksGeneration && strategy.Subresource != "status" && kind.ChangesGeneration(proposed, old))
            MetadataView.Of(proposed).Generation++;
    }
}
