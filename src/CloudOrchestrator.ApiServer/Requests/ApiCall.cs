namespace CloudOrchestrator.ApiServer.Requests;

/// <summary>One call of a verb, however it came in: over HTTP or in process.</summary>
internal sealed class ApiCall
{
    /// <summary>The kind called.</summary>
    public required KindDescriptor Kind { get; init; }

    /// <summary>Namespace; empty for cluster-scoped objects or all namespaces.</summary>
    public required string Namespace { get; init; }

    /// <summary>Object's name; empty for collections.</summary>
    public string Name { get; init; } = "";

    /// <summary>Subresource; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Who calls.</summary>
    public required Caller Caller { get; init; }

    /// <summary>Refuses the write when the streams have moved; only in-process callers set it.</summary>
    public WriteGuard? Guard { get; init; }

    /// <summary>Told what a creation is about to store, once it is known to be valid: its bytes with the resourceVersion 0, and the same decoded.</summary>
    public Action<byte[], IKubernetesObject>? Prepared { get; set; }

    /// <summary>Warnings for the caller.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The object's key.</summary>
    public ObjectKey Key => new(Namespace, Name);
}
