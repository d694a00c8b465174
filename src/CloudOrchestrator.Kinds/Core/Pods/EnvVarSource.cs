namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Where the value of an environment variable comes from; exactly one member is set.</summary>
[ApiType("io.k8s.api.core.v1.EnvVarSource")]
public sealed record EnvVarSource
{
    /// <summary>Field of the pod, such as metadata.name, metadata.labels['key'], spec.nodeName or status.podIP.</summary>
    [Field("fieldRef", 1)]
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>Resource limit or request of a container.</summary>
    [Field("resourceFieldRef", 2)]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>Entry of a ConfigMap.</summary>
    [Field("configMapKeyRef", 3)]
    public ConfigMapKeySelector? ConfigMapKeyRef { get; init; }

    /// <summary>Entry of a Secret.</summary>
    [Field("secretKeyRef", 4)]
    public SecretKeySelector? SecretKeyRef { get; init; }
}
