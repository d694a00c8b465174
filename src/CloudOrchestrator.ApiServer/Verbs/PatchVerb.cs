using CloudOrchestrator.ApiServer.Admission;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>PATCH: changes an object or one of its parts.</summary>
internal sealed class PatchVerb(ObjectIntake intake, ObjectUpdate update, StoreWriter writer, CreateVerb create, IReadOnlyList<IStreamAdmission> streamAdmissions)
{
    /// <summary>Applies the patch to whatever the object is when the write commits, so that only a resourceVersion in the patch can conflict.</summary>
    public async Task<ApiResponse> RunAsync(ApiCall call, WriteOptions options, UpdateStrategy strategy, ObjectPatch patch, CancellationToken cancellationToken)
    {
        var missing = false;
        var warnings = new List<string>();
        var (response, _) = await writer.WriteAsync(call, call.Key, options.DryRun, ReadsStream(call, strategy), (current, snapshot) =>
        {
            missing = current is null;
            warnings.Clear();
            if (current is null)
                return new Mutation.Refuse(ApiStatuses.NotFound(call.Kind.Resource, call.Name));
            return Decide(call, options, strategy, patch, current, snapshot, warnings);
        }, cancellationToken);
        if (!missing || !patch.CreatesMissing || strategy.Subresource.Length > 0)
        {
            call.Warnings.AddRange(warnings);
            return response;
        }

        return await CreateAsync(call, options, patch, cancellationToken);
    }

    private Mutation Decide(
        ApiCall call, WriteOptions options, UpdateStrategy strategy, ObjectPatch patch, StoredObject current, ReplicaSnapshot snapshot, List<string> warnings)
    {
        var old = call.Kind.FromStored(current.ToJsonObject());
        var patched = patch.Apply(old);
        if (!patched.Succeeded)
            return new Mutation.Refuse(patched.Error);
        var proposed = patched.Value;
        if (patch.Conform(proposed, options.FieldValidation, warnings) is { } problem)
            return new Mutation.Refuse(problem);
        if (ObjectUpdate.MatchUrl(call, proposed) is { } mismatch)
            return new Mutation.Refuse(mismatch);
        intake.ApplyDefaults(proposed, call.Kind, old);
        var manager = patch.TracksOwnership ? null : ObjectUpdate.ManagerOf(call.Kind, options, strategy);
        return update.Decide(call, strategy, proposed, old, current, snapshot, manager);
    }

    private async Task<ApiResponse> CreateAsync(ApiCall call, WriteOptions options, ObjectPatch patch, CancellationToken cancellationToken)
    {
        var applied = patch.Apply(null);
        if (!applied.Succeeded)
            return applied.Error;
        var value = applied.Value;
        if (patch.Conform(value, options.FieldValidation, call.Warnings) is { } problem)
            return problem;
        if (ObjectUpdate.MatchUrl(call, value) is { } mismatch)
            return mismatch;
        if (MetadataView.Of(value).Uid.Length > 0)
        {
            return ApiStatuses.Conflict(call.Kind.Resource, call.Name, $"uid mismatch: the provided object specified uid {MetadataView.Of(value).Uid}, and no existing object was found");
        }

        intake.ApplyDefaults(value, call.Kind, null);
        return await create.RunAsync(call, options, value, tracked: true, cancellationToken);
    }

    private bool ReadsStream(ApiCall call, UpdateStrategy strategy) => strategy.Admitted && streamAdmissions.Any(admission => admission.Handles(call.Kind));
}
