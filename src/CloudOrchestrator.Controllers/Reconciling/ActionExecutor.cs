using System.Collections.Concurrent;
using System.Globalization;
using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Replicas;

namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>
/// Carries out decisions through the API, in order; stops at the first action that is refused. Neighbouring creations go out together in growing batches, so
/// that
/// a template the API refuses costs one request and not five hundred; an owner whose last creations were all accepted starts with a full batch. Neighbouring
/// deletions go out together, and so do neighbouring patches that say they are independent.
/// </summary>
internal sealed class ActionExecutor(IObjectClient client, ClusterReplicas replicas, EventRecorder events)
{
    private const int ParallelMax = 512;
    private const int TrustedMax = 1024;
    private const int GoneMax = 4096;

    private readonly ConcurrentDictionary<string, bool> _gone = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _trusted = new(StringComparer.Ordinal);

    /// <summary>
    /// Carries out the actions that <paramref name="controller"/> decided on the snapshot. <paramref name="done"/> is told of each that was tried, several at a time: null
    /// when the API did it, else why not.
    /// </summary>
    public async Task<ExecutionOutcome> ExecuteAsync(
        string controller,
        IReadOnlyList<ObjectAction> actions,
        ReplicaObjectSnapshot snapshot,
        Action<ObjectAction, ApiStatus?>? done,
        CancellationToken cancellationToken)
    {
        var pass = new Pass(controller, snapshot, new(), done, cancellationToken);
        var steps = Steps(controller, actions);
        for (var i = 0; i < steps.Count;)
        {
            var length = RunLength(steps, i);
            var outcome = steps[i].Action is ObjectAction.Create
                ? await CreateInBatchesAsync(steps.GetRange(i, length), pass)
                : await TogetherAsync(steps.GetRange(i, length), pass);
            if (outcome != ExecutionOutcome.Done)
                return outcome;
            i += length;
        }

        return ExecutionOutcome.Done;
    }

    // An event belongs to the action before it; those that come first are recorded at once.
    private List<Step> Steps(string controller, IReadOnlyList<ObjectAction> actions)
    {
        List<Step> steps = [];
        foreach (var action in actions)
        {
            if (action is not ObjectAction.RecordEvent told)
                steps.Add(new Step(action, []));
            else if (steps.Count == 0)
                events.Record(controller, told);
            else
                steps[^1].Events.Add(told);
        }

        return steps;
    }

    private static int RunLength(List<Step> steps, int start)
    {
        var type = steps[start].Action.GetType();
        var end = start + 1;
        while (end < steps.Count && end - start < ParallelMax && MayGoWithOthers(steps[start].Action)
            && steps[end].Action.GetType() == type && MayGoWithOthers(steps[end].Action))
            end++;
        return end - start;
    }

    private static bool MayGoWithOthers(ObjectAction action) => action is ObjectAction.Create or ObjectAction.Delete || action.IsIndependent;

    private async Task<ExecutionOutcome> CreateInBatchesAsync(List<Step> steps, Pass pass)
    {
        var owner = ((ObjectAction.Create)steps[0].Action).OwnerUid ?? "";
        var size = _trusted.TryRemove(owner, out _) ? ParallelMax : 1;
        for (var done = 0; done < steps.Count; size *= 2)
        {
            var batch = steps.GetRange(done, Math.Min(size, steps.Count - done));
            var outcome = await TogetherAsync(batch, pass);
            if (outcome != ExecutionOutcome.Done)
                return outcome;
            done += batch.Count;
        }

        if (owner.Length > 0 && steps.Count > 1 && _trusted.Count < TrustedMax)
            _trusted[owner] = true;
        return ExecutionOutcome.Done;
    }

    private async Task<ExecutionOutcome> TogetherAsync(List<Step> steps, Pass pass)
    {
        if (steps.Count == 1)
            return await DoAsync(steps[0], pass);
        var outcomes = await Task.WhenAll(steps.Select(step => DoAsync(step, pass)));
        return outcomes.FirstOrDefault(outcome => outcome.Failure is not null) ?? outcomes.FirstOrDefault(outcome => outcome.Conflict) ?? ExecutionOutcome.Done;
    }

    private async Task<ExecutionOutcome> DoAsync(Step step, Pass pass)
    {
        var error = await ForbiddingAsync(step.Action, pass) ?? step.Action switch
        {
            ObjectAction.Create create => await CreateAsync(create, pass),
            ObjectAction.Update update => await UpdateAsync(update.Value, null, update.OwnerUid, pass),
            ObjectAction.UpdateStatus update => await UpdateAsync(update.Value, update.Subresource, null, pass),
            ObjectAction.Patch patch => await PatchAsync(patch, pass),
            ObjectAction.Delete delete => await DeleteAsync(delete, pass),
            _ => throw new InvalidOperationException($"{step.Action.GetType().Name} is no action to carry out"),
        };
        pass.Done?.Invoke(step.Action, error);
        if (error is not null)
            return IsOutOfDate(step.Action, error) ? ExecutionOutcome.OutOfDate : new ExecutionOutcome(false, new ActionFailure(step.Action, error));
        foreach (var told in step.Events)
            events.Record(pass.Controller, told);
        return ExecutionOutcome.Done;
    }

    private async Task<ApiStatus?> CreateAsync(ObjectAction.Create create, Pass pass)
    {
        var type = create.Value.GetType();
        return (await replicas.ResourceOf(type).CreateAsync(client, create.Value, pass.Guard(type, create.OwnerUid), pass.CancellationToken)).Error;
    }

    private async Task<ApiStatus?> UpdateAsync(IKubernetesObject value, string? subresource, string? ownerUid, Pass pass)
    {
        var place = (value.GetType(), Ownership.KeyOf(value));
        var version = pass.Current(place, value.Metadata.ResourceVersion);
        var guard = pass.Guard(place.Item1, ownerUid);
        var result = await replicas.ResourceOf(place.Item1).UpdateAsync(client, value, version, subresource, guard, pass.CancellationToken);
        pass.Note(place, value.Metadata.ResourceVersion, result);
        return result.Error;
    }

    private async Task<ApiStatus?> PatchAsync(ObjectAction.Patch patch, Pass pass)
    {
        var place = (patch.ObjectType, patch.Key);
        var changes = (JsonObject)patch.Changes.DeepClone();
        if (changes["metadata"] is not JsonObject metadata)
            changes["metadata"] = metadata = [];
        metadata["uid"] = patch.Uid;
        if (patch.ResourceVersion is not null)
            metadata["resourceVersion"] = pass.Current(place, patch.ResourceVersion);
        var body = new PatchBody(PatchBody.MergePatch, changes, pass.Controller);
        var resource = replicas.ResourceOf(patch.ObjectType);
        var result = await resource.PatchAsync(client, patch.Key, body, patch.Subresource, pass.CancellationToken);
        pass.Note(place, patch.ResourceVersion, result);
        return result.Error;
    }

    private async Task<ApiStatus?> DeleteAsync(ObjectAction.Delete delete, Pass pass)
    {
        var options = new DeleteOptions
        {
            GracePeriodSeconds = delete.GracePeriodSeconds,
            PropagationPolicy = delete.PropagationPolicy,
            Preconditions = new Preconditions { Uid = delete.Uid, ResourceVersion = pass.Current((delete.ObjectType, delete.Key), delete.ResourceVersion) },
        };
        var result = await replicas.ResourceOf(delete.ObjectType).DeleteAsync(client, delete.Key, options, pass.CancellationToken);
        return result.Error is { Code: 404 } ? null : result.Error;
    }

    private async Task<ApiStatus?> ForbiddingAsync(ObjectAction action, Pass pass)
    {
        foreach (var (type, key, uid) in action.OnlyWithout)
        {
            if (await IsThereAsync(type, key, uid, pass.CancellationToken) is { } refusal)
                return refusal;
        }

        return null;
    }

    // A conflict when the object exists. An object that is gone never comes back with its uid: asked once is asked for good.
    private async Task<ApiStatus?> IsThereAsync(Type type, ObjectKey key, string uid, CancellationToken cancellationToken)
    {
        if (_gone.ContainsKey(uid))
            return null;
        var resource = replicas.ResourceOf(type);
        var found = await resource.GetAsync(client, key, cancellationToken);
        if (!found.Succeeded)
            return found.Error;
        if (found.Value?.Uid == uid)
            return ApiStatuses.Conflict(resource.Kind.Resource, key.Name, "the owner exists");
        if (_gone.Count < GoneMax)
            _gone[uid] = true;
        return null;
    }

    private static bool IsOutOfDate(ObjectAction action, ApiStatus error) =>
        error.Code == 409 || (error.Code == 404 && action is not ObjectAction.Create);

    private sealed record Step(ObjectAction Action, List<ObjectAction.RecordEvent> Events);

    /// <summary>
    /// One execution. Remembers what it has written: a later action on the same object was decided on the state before, and our own write in between is no
    /// conflict.
    /// </summary>
    private sealed record Pass(
        string Controller,
        ReplicaObjectSnapshot Snapshot,
        ConcurrentDictionary<(Type, ObjectKey), (string? Base, string? Latest)> Written,
        Action<ObjectAction, ApiStatus?>? Done,
        CancellationToken CancellationToken)
    {
        public string? Current((Type, ObjectKey) place, string? resourceVersion) =>
            resourceVersion is not null && Written.TryGetValue(place, out var versions) && versions.Base == resourceVersion ? versions.Latest : resourceVersion;

        public OwnerGuard? Guard(Type type, string? ownerUid) =>
            ownerUid is null ? null : new OwnerGuard(ownerUid, Snapshot.RevisionOf(type).ToString(CultureInfo.InvariantCulture));

        public void Note((Type, ObjectKey) place, string? resourceVersion, WriteResult result)
        {
            if (result.Error is null)
                Written[place] = (resourceVersion, result.ResourceVersion);
        }
    }
}
