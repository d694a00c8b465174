namespace CloudOrchestrator.Storage;

/// <summary>What a mutation function decided about the current state of one object. The set is closed.</summary>
public abstract record Mutation
{
    private Mutation()
    {
    }

    /// <summary>Stores <paramref name="Value"/>; the store sets metadata.resourceVersion.</summary>
    public sealed record Put(JsonObject Value) : Mutation;

    /// <summary>Removes the object; <paramref name="Value"/> is its last state, for watchers.</summary>
    public sealed record Delete(JsonObject Value) : Mutation;

    /// <summary>Leaves the object as it is.</summary>
    public sealed record Keep : Mutation;

    /// <summary>Refuses.</summary>
    public sealed record Refuse(ApiStatus Status) : Mutation;
}
