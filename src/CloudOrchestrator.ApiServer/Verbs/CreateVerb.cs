using CloudOrchestrator.ApiServer.Admission;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Kinds.Validation;
using CloudOrchestrator.Objects.Apply;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>POST: creates an object.</summary>
internal sealed class CreateVerb(ServerParts parts, StoreWriter writer, IReadOnlyList<ICreateAdmission> admissions, IReadOnlyList<IStreamAdmission> streamAdmissions)
{
    private const int NameAttemptsMax = 8;
    private const int NameLengthMax = 63;
    private const int SuffixLength = 5;

    /// <summary>
    /// Creates <paramref name="value"/>, a canonical object with defaults that this method changes. <paramref name="tracked"/>: managedFields are already right (apply).
    /// </summary>
    public Task<ApiResponse> RunAsync(ApiCall call, WriteOptions options, JsonObject value, bool tracked, CancellationToken cancellationToken)
    {
        // Mostly all that admission asks for is at hand.
        var metadata = MetadataView.Of(value);
        var prepared = PrepareAsync(call, options, value, metadata, tracked, cancellationToken);
        if (!prepared.IsCompletedSuccessfully)
            return StoreAsync(call, options, value, metadata, prepared, cancellationToken);
        return prepared.Result is { } refusal ? Task.FromResult<ApiResponse>(refusal) : StoreAsync(call, options, value, metadata, cancellationToken);
    }

    // All that is done before the name is known; null, or a refusal.
    private async ValueTask<ApiStatus?> PrepareAsync(
        ApiCall call, WriteOptions options, JsonObject value, MetadataView metadata, bool tracked, CancellationToken cancellationToken)
    {
        var kind = call.Kind;
        if (MatchNamespace(call, metadata) is { } mismatch)
            return mismatch;
        if (metadata.ResourceVersion is not ("" or "0"))
            return ApiStatuses.Failure(500, "", "resourceVersion should not be set on objects to be created");
        metadata.ResourceVersion = "";
        if (kind.HasStatus && !kind.KeepsStatusOnCreate)
            value.Remove("status");
        if (!tracked)
        {
            // What is tried only is answered from its tree.
            var manager = new FieldManager(options.FieldManager, kind.GroupVersionKind.ApiVersion);
            ServerSideApply.TrackCreate(value, parts.Kinds.SchemaOf(kind), manager, parts.Now, asText: !options.DryRun);
        }

        foreach (var admission in admissions)
        {
            if (await admission.AdmitAsync(call, value, cancellationToken) is { } refusal)
                return refusal;
        }

        kind.PrepareForCreate(value);
        SetSystemFields(kind, metadata);
        call.Warnings.AddRange(kind.Warnings(value));
        return null;
    }

    private async Task<ApiResponse> StoreAsync(
        ApiCall call, WriteOptions options, JsonObject value, MetadataView metadata, ValueTask<ApiStatus?> preparing, CancellationToken cancellationToken) =>
        await preparing is { } refusal ? refusal : await StoreAsync(call, options, value, metadata, cancellationToken);

    private async Task<ApiResponse> StoreAsync(ApiCall call, WriteOptions options, JsonObject value, MetadataView metadata, CancellationToken cancellationToken)
    {
        var readsStream = streamAdmissions.Any(admission => admission.Handles(call.Kind));
        var generated = metadata.Name.Length == 0 && metadata.GenerateName.Length > 0;
        var nameless = generated && call.Kind.NeedsIdentity ? value.DeepClone().AsObject() : null;
        for (var attempt = 1; ; attempt++)
        {
            if (attempt > 1 && nameless is not null)
                (value, metadata) = Again(nameless);
            if (generated)
                metadata.Name = GenerateName(metadata.GenerateName);
            call.Kind.PrepareIdentity(value);
            var key = new ObjectKey(metadata.Namespace, metadata.Name);
            var (response, _) = await writer.WriteAsync(call, key, options.DryRun, readsStream,
                (current, snapshot) => Decide(call, readsStream ? value.DeepClone().AsObject() : value, current, snapshot), cancellationToken);
            if (generated && response.Status is { Reason: "AlreadyExists" } && attempt < NameAttemptsMax)
                continue;
            return response.Failed ? response : response with { Code = 201 };
        }
    }

    private static (JsonObject Value, MetadataView Metadata) Again(JsonObject nameless)
    {
        var copy = nameless.DeepClone().AsObject();
        return (copy, MetadataView.Of(copy));
    }

    private Mutation Decide(ApiCall call, JsonObject value, StoredObject? current, ReplicaSnapshot snapshot)
    {
        var kind = call.Kind;
        var name = MetadataView.Of(value).Name;
        if (current is not null)
            return new Mutation.Refuse(AlreadyExists(kind, name, current));
        foreach (var admission in streamAdmissions)
        {
            if (admission.Handles(kind) && admission.Admit(call, value, null, snapshot) is { } refusal)
                return new Mutation.Refuse(refusal);
        }

        var encoded = parts.Encodings.Encode(value, 0);
        if (kind.IsSound(value) && MetadataView.Of(value).AsWritten() is { } plain && ObjectMetaValidation.ValidateCreate(plain, kind).Count == 0)
            return new Mutation.Put(value) { Encoded = encoded };
        var typed = kind.Decode(encoded);
        IReadOnlyList<FieldError> faults = [.. ObjectMetaValidation.ValidateCreate(typed.Metadata, kind), .. kind.ValidateCreate(typed)];
        if (faults.Count > 0)
            return new Mutation.Refuse(ApiStatuses.Invalid(kind.GroupVersionKind, name, faults));
        call.Prepared?.Invoke(encoded, typed);
        return new Mutation.Put(value) { Encoded = encoded, Typed = parts.Typed.Kept(kind, typed) };
    }

    /// <summary>The refusal of an object whose name is taken.</summary>
    public static ApiStatus AlreadyExists(KindDescriptor kind, string name, StoredObject current)
    {
        var status = ApiStatuses.AlreadyExists(kind.Resource, name);
        return !current.IsDeleting ? status : status with { Message = "object is being deleted: " + status.Message };
    }

    private static ApiStatus? MatchNamespace(ApiCall call, MetadataView metadata)
    {
        if (!call.Kind.Namespaced)
            return null;
        if (metadata.Namespace.Length == 0)
            metadata.Namespace = call.Namespace;
        return metadata.Namespace == call.Namespace
            ? null
            : ApiStatuses.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
    }

    private void SetSystemFields(KindDescriptor kind, MetadataView metadata)
    {
        metadata.Fields.Remove("selfLink");
        metadata.DeletionTimestamp = null;
        metadata.DeletionGracePeriodSeconds = null;
        metadata.Uid = parts.Ids.NewUid();
        metadata.CreationTimestamp = parts.Now;
        metadata.Generation = kind.TracksGeneration ? 1 : 0;
    }

    private string GenerateName(string prefix) =>
        (prefix.Length > NameLengthMax - SuffixLength ? prefix[..(NameLengthMax - SuffixLength)] : prefix) + parts.Ids.NewSuffix(SuffixLength);
}
