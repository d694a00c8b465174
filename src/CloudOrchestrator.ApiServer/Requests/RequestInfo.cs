namespace CloudOrchestrator.ApiServer.Requests;

/// <summary>What a URL addresses, as Kubernetes reads URLs.</summary>
internal sealed record RequestInfo
{
    /// <summary>False for everything outside <c>/api/v1/…</c> and <c>/apis/group/version/…</c> with a resource.</summary>
    public required bool IsResource { get; init; }

    /// <summary>The path as it came.</summary>
    public required string Path { get; init; }

    /// <summary>Group, version and plural; default for other requests.</summary>
    public ResourceName Resource { get; init; }

    /// <summary>Namespace; empty for cluster-scoped objects and requests across namespaces.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Object's name; empty for collections.</summary>
    public string Name { get; init; } = "";

    /// <summary>Subresource; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>What follows the subresource, starting with a slash; empty for nothing. Used by proxy.</summary>
    public string Remainder { get; init; } = "";

    /// <summary>True for the legacy <c>/api/v1/watch/…</c> form.</summary>
    public bool LegacyWatch { get; init; }
}
