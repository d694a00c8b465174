namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>Keeps a number of equal pods running and replaces them step by step when their template changes.</summary>
[ApiType("io.k8s.api.apps.v1.Deployment")]
public sealed record Deployment : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The wanted state: which pods, how many, and how to replace them.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public DeploymentSpec? Spec { get; init; }

    /// <summary>What the controller last observed; may lag behind.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public DeploymentStatus? Status { get; init; }
}
