using CloudOrchestrator.ApiServer.Admission;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>PUT: replaces an object or one of its parts.</summary>
internal sealed class UpdateVerb(ObjectIntake intake, ObjectUpdate update, StoreWriter writer, CreateVerb create, IReadOnlyList<IStreamAdmission> streamAdmissions)
{
    /// <summary>Replaces by <paramref name="value"/>, a canonical object without defaults; the tree is not changed.</summary>
    public async Task<ApiResponse> RunAsync(ApiCall call, WriteOptions options, UpdateStrategy strategy, JsonObject value, CancellationToken cancellationToken)
    {
        if (ObjectUpdate.MatchUrl(call, value) is { } mismatch)
            return mismatch;
        var mayCreate = strategy.Subresource.Length == 0 && call.Kind.AllowCreateOnUpdate;
        var missing = false;
        var (response, _) = await writer.WriteAsync(call, call.Key, options.DryRun, ReadsStream(call, strategy), (current, snapshot) =>
        {
            missing = current is null;
            if (current is null)
                return new Mutation.Refuse(ApiStatuses.NotFound(call.Kind.Resource, call.Name));
            var old = call.Kind.FromStored(current.ToJsonObject());
            var proposed = value.DeepClone().AsObject();
            intake.ApplyDefaults(proposed, call.Kind, old);
            return update.Decide(call, strategy, proposed, old, current, snapshot, ObjectUpdate.ManagerOf(call.Kind, options, strategy));
        }, cancellationToken);
        if (!missing || !mayCreate)
        {
            if (!response.Failed && strategy.Subresource.Length == 0 && response.ToTree(call.Kind) is { } stored)
                call.Warnings.AddRange(call.Kind.Warnings(stored));
            return response;
        }

        var fresh = value.DeepClone().AsObject();
        MetadataView.Of(fresh).Fields.Remove("resourceVersion");
        intake.ApplyDefaults(fresh, call.Kind, null);
        return await create.RunAsync(call, options, fresh, tracked: false, cancellationToken);
    }

    private bool ReadsStream(ApiCall call, UpdateStrategy strategy) => strategy.Admitted && streamAdmissions.Any(admission => admission.Handles(call.Kind));
}
