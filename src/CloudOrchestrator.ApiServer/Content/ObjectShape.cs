namespace CloudOrchestrator.ApiServer.Content;

/// <summary>What a client wants to see of objects.</summary>
internal enum ObjectShape
{
    /// <summary>The objects.</summary>
    Whole,

    /// <summary>A meta.k8s.io Table.</summary>
    Table,

    /// <summary>A meta.k8s.io PartialObjectMetadata, or its list.</summary>
    PartialMetadata,

    /// <summary>An apidiscovery.k8s.io APIGroupDiscoveryList.</summary>
    Discovery,
}
