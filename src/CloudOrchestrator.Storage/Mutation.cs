namespace CloudOrchestrator.Storage;

/// <summary>What a mutation function decided about the current state of one object. The set is closed.</summary>
public abstract record Mutation
{
    private Mutation()
    {
    }

    /// <summary>Stores <paramref name="Value"/>; the store sets metadata.resourceVersion.</summary>
    public sealed record Put(JsonObject Value) : Mutation
    {
        /// <summary>
        /// <see cref="Value"/> encoded ahead (<see cref="ObjectEncoding"/>) with the revision of the object it replaces, 0 for a new one; null lets the store
        /// encode. What is encoded by the writers, each on its own, is not encoded one after the other by the commit.
        /// </summary>
        public byte[]? Encoded { get; init; }
    }

    /// <summary>Removes the object; <paramref name="Value"/> is its last state, for watchers.</summary>
    public sealed record Delete(JsonObject Value) : Mutation;

    /// <summary>Leaves the object as it is.</summary>
    public sealed record Keep : Mutation;

    /// <summary>Refuses.</summary>
    public sealed record Refuse(ApiStatus Status) : Mutation;
}
