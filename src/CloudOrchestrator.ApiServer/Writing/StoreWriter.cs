using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>Runs a pure decision against the store: dry or for real, and turns the outcome into an answer.</summary>
internal sealed class StoreWriter(ServerParts parts)
{
    private static readonly ReplicaSnapshot Nothing = ReplicaSnapshot.Empty(new Dictionary<string, Func<StoredObject, string?>>());

    /// <summary>
    /// Decides about the call's object and stores the decision. The decision is made once outside the store's commit, and again inside only
    /// when the object moved in between or when <paramref name="readsStream"/> says that it depends on other objects of the stream.
    /// </summary>
    public async Task<(ApiResponse Response, MutationResult? Result)> WriteAsync(
        ApiCall call, ObjectKey key, bool dryRun, bool readsStream, Func<StoredObject?, ReplicaSnapshot, Mutation> decide, CancellationToken cancellationToken)
    {
        if (parts.Store.ReadsPoints && !readsStream && call.Guard is null)
            return await WriteAloneAsync(call, key, dryRun, current => Bound(call.Kind, decide(current, Nothing), current), cancellationToken);
        if (dryRun || !(readsStream || parts.Store.ReadsPoints))
        {
            var replica = await parts.Store.ReplicaAsync(call.Kind.Stream, fresh: false, cancellationToken);
            var snapshot = replica.Snapshot;
            var before = snapshot.Get(key);
            var early = Bound(call.Kind, decide(before, snapshot), before);
            if (dryRun)
                return (DryAnswer(call.Kind, early, before), null);
            var first = decide;
            decide = (current, state) => current?.Revision == before?.Revision ? early : Bound(call.Kind, first(current, state), current);
        }
        else
        {
            var first = decide;
            decide = (current, state) => Bound(call.Kind, first(current, state), current);
        }

        var result = await parts.Store.MutateAsync(call.Kind.Stream, key, decide, call.Guard, cancellationToken);
        return (Answer(result), result);
    }

    // The object alone decides: its stream need not be loaded.
    private async Task<(ApiResponse Response, MutationResult? Result)> WriteAloneAsync(
        ApiCall call, ObjectKey key, bool dryRun, Func<StoredObject?, Mutation> decide, CancellationToken cancellationToken)
    {
        if (dryRun)
        {
            var before = await parts.Store.GetAsync(call.Kind.Stream, key, fresh: true, cancellationToken);
            return (DryAnswer(call.Kind, decide(before), before), null);
        }

        var result = await parts.Store.MutateObjectAsync(call.Kind.Stream, key, decide, cancellationToken);
        return (Answer(result), result);
    }

    private static ApiResponse Answer(MutationResult result) => result.Outcome switch
    {
        StoreOutcome.Refused => result.Error ?? throw new InvalidOperationException("a refusal carries its status"),
        _ => ApiResponse.Of(result.Object ?? throw new InvalidOperationException("a stored or kept object is returned")),
    };

    private static ApiResponse DryAnswer(KindDescriptor kind, Mutation mutation, StoredObject? before) => mutation switch
    {
        Mutation.Put put => ApiResponse.Of(kind.FromStored(before is null ? WithoutRevision(put.Value) : put.Value)),
        Mutation.Delete delete => ApiResponse.Of(kind.FromStored(delete.Value)),
        Mutation.Refuse refuse => refuse.Status,
        _ => ApiResponse.Of(before ?? throw new InvalidOperationException("there is nothing to keep")),
    };

    // What has not been stored has no revision.
    private static JsonObject WithoutRevision(JsonObject value)
    {
        MetadataView.Of(value).ResourceVersion = "";
        return value;
    }

    // Encoded here, by every writer for itself: the stream's commit only has to enter the revision.
    private Mutation Bound(KindDescriptor kind, Mutation mutation, StoredObject? current)
    {
        if (mutation is not Mutation.Put put)
            return Stored(kind, mutation);
        if (!put.IsTree)
            return put.Encoded!.Length <= parts.Options.ObjectBytesMax ? put : TooLarge(put.Encoded.Length);
        var stored = kind.ToStored(put.Value);
        var encoded = ReferenceEquals(stored, put.Value) ? put.Encoded : null;
        encoded ??= parts.Encodings.Encode(stored, current?.Revision ?? 0);
        return encoded.Length <= parts.Options.ObjectBytesMax
            ? new Mutation.Put(stored) { Encoded = encoded, Typed = ReferenceEquals(encoded, put.Encoded) ? put.Typed : null }
            : TooLarge(encoded.Length);
    }

    private Mutation.Refuse TooLarge(int length) => new(ApiStatuses.TooLarge(
        $"Request entity too large: the object is {length} bytes as JSON, at most {parts.Options.ObjectBytesMax} can be stored"));

    /// <summary>The mutation with its object in the form the stream holds.</summary>
    public static Mutation Stored(KindDescriptor kind, Mutation mutation) => mutation switch
    {
        Mutation.Put { IsTree: true } put => new Mutation.Put(kind.ToStored(put.Value)),
        Mutation.Delete delete => new Mutation.Delete(kind.ToStored(delete.Value)),
        _ => mutation,
    };
}
