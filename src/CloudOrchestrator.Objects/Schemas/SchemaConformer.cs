namespace CloudOrchestrator.Objects.Schemas;

/// <summary>Brings decoded JSON into the canonical form of its schema, as Kubernetes' typed decoding and encoding would.</summary>
public static class SchemaConformer
{
    /// <summary>
    /// Works in place: removes unknown and null fields, orders known fields as declared, checks types, applies <see cref="Presence"/> (drops empty values,
    /// adds those always written), and canonicalises quantities and times. Field names match exactly.
    /// </summary>
    public static ConformResult Conform(JsonObject value, SchemaNode schema) => throw new NotImplementedException();

    /// <summary>Adds the defaults that the fields declare, in place, inside every structure that is present.</summary>
    public static void ApplyDefaults(JsonObject value, SchemaNode schema) => throw new NotImplementedException();
}
