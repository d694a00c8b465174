namespace CloudOrchestrator.Storage;

/// <summary>What a mutation function decided about the current state of one object. The set is closed.</summary>
public abstract record Mutation
{
    private Mutation()
    {
    }

    /// <summary>Stores an object; the store sets metadata.resourceVersion.</summary>
    public sealed record Put : Mutation
    {
        private JsonObject? _value;

        /// <summary>Stores a tree.</summary>
        public Put(JsonObject value) => _value = value;

        private Put()
        {
        }

        /// <summary>The object; read from <see cref="Encoded"/> when there was no tree.</summary>
        public JsonObject Value => _value ??= JsonNode.Parse(Encoded!, documentOptions: new JsonDocumentOptions { MaxDepth = ObjectJsonReader.DepthMax })!.AsObject();

        /// <summary>True when the object came as a tree.</summary>
        public bool IsTree => _value is not null;

        /// <summary>
        /// <see cref="Value"/> encoded ahead (<see cref="ObjectEncoding"/>) with the revision of the object it replaces, 0 for a new one; null lets the store
        /// encode. What is encoded by the writers, each on its own, is not encoded one after the other by the commit.
        /// </summary>
        public byte[]? Encoded { get; init; }

        /// <summary>
        /// The object decoded, given its resourceVersion, for a writer who knows it and what others hold of it: it is not decoded again, and what it shares with
        /// other objects is held once. It must be what decoding would give. Null lets the first reader decode.
        /// </summary>
        public Func<string, IKubernetesObject>? Typed { get; init; }

        /// <summary>Stores what is encoded already, as <see cref="Encoded"/> says, and for which no tree was needed.</summary>
        public static Put Ready(byte[] encoded, Func<string, IKubernetesObject> typed) => new() { Encoded = encoded, Typed = typed };
    }

    /// <summary>Removes the object; <paramref name="Value"/> is its last state, for watchers.</summary>
    public sealed record Delete(JsonObject Value) : Mutation;

    /// <summary>Leaves the object as it is.</summary>
    public sealed record Keep : Mutation;

    /// <summary>Refuses.</summary>
    public sealed record Refuse(ApiStatus Status) : Mutation;
}
