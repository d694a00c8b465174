namespace CloudOrchestrator.Objects;

/// <summary>An API object with metadata.</summary>
public interface IKubernetesObject
{
    /// <summary>Group and version, such as <c>apps/v1</c>; may be absent on items of a list.</summary>
    string? ApiVersion { get; }

    /// <summary>Kind, such as <c>Deployment</c>; may be absent on items of a list.</summary>
    string? Kind { get; }

    /// <summary>The object's metadata.</summary>
    ObjectMeta Metadata { get; }
}
