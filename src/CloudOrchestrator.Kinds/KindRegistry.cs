using System.Collections.Frozen;

namespace CloudOrchestrator.Kinds;

/// <summary>The kinds a control plane serves. The one list of built-in kinds is <see cref="BuiltIn"/>.</summary>
public sealed class KindRegistry : IResourceMap
{
    private readonly FrozenDictionary<ResourceName, KindDescriptor> _byResource;
    private readonly FrozenDictionary<GroupVersionKind, KindDescriptor> _byKind;
    private readonly FrozenDictionary<Type, KindDescriptor> _byType;
    private readonly SchemaBuilder _schemas = new();

    /// <summary>A registry of the given kinds.</summary>
    public KindRegistry(IReadOnlyList<KindDescriptor> kinds)
    {
        Kinds = kinds;
        _byResource = kinds.ToFrozenDictionary(kind => kind.Resource);
        _byKind = kinds.ToFrozenDictionary(kind => kind.GroupVersionKind);
        _byType = kinds.ToFrozenDictionary(kind => kind.ObjectType);
    }

    /// <summary>All kinds, in the order of discovery.</summary>
    public IReadOnlyList<KindDescriptor> Kinds { get; }

    /// <summary>A registry of the kinds in the box.</summary>
    public static KindRegistry BuiltIn() => new(
    [
        new BindingKind(),
        new ComponentStatusKind(),
        new ConfigMapKind(),
        new EndpointsKind(),
        new EventKind(),
        new NamespaceKind(),
        new NodeKind(),
        new PodKind(),
        new ReplicationControllerKind(),
        new SecretKind(),
        new ServiceAccountKind(),
        new ServiceKind(),
        new DaemonSetKind(),
        new DeploymentKind(),
        new ReplicaSetKind(),
        new JobKind(),
        new EventsEventKind(),
        new SelfSubjectReviewKind(),
        new TokenReviewKind(),
        new LocalSubjectAccessReviewKind(),
        new SelfSubjectAccessReviewKind(),
        new SelfSubjectRulesReviewKind(),
        new SubjectAccessReviewKind(),
        new CertificateSigningRequestKind(),
        new NodePoolKind(),
        new LeaseKind(),
        new EndpointSliceKind(),
        new NodeMetricsKind(),
        new PodMetricsKind(),
    ]);

    /// <summary>The kind of a resource; null when there is none.</summary>
    public KindDescriptor? Find(ResourceName resource) => _byResource.GetValueOrDefault(resource);

    /// <summary>The descriptor of a kind; null when there is none.</summary>
    public KindDescriptor? Find(GroupVersionKind kind) => _byKind.GetValueOrDefault(kind);

    /// <summary>The descriptor that a C# type belongs to; null when there is none.</summary>
    public KindDescriptor? Find(Type type) => _byType.GetValueOrDefault(type);

    /// <summary>The schema of a kind; built on first use.</summary>
    public SchemaNode SchemaOf(KindDescriptor kind) => _schemas.Build(kind.ObjectType);

    /// <summary>The schema of an annotated type that is no kind, such as DeleteOptions; built on first use.</summary>
    public SchemaNode SchemaOf(Type type) => _schemas.Build(type);

    /// <inheritdoc/>
    public ResourceInfo For(Type type) => Find(type) is { } kind
        ? new ResourceInfo(kind.Resource, kind.GroupVersionKind.Kind, kind.Namespaced)
        : throw new ArgumentException($"{type.Name} is no kind of this registry", nameof(type));
}
