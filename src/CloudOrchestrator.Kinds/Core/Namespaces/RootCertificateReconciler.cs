namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>Publishes the cluster's certificate authority in every namespace, where pods mount it from.</summary>
/// <param name="certificateAuthorityPem">The certificate to publish.</param>
public sealed class RootCertificateReconciler(string certificateAuthorityPem) : IReconciler
{
    private const string ConfigMapName = "kube-root-ca.crt";
    private const string DataKey = "ca.crt";
    private const string DescriptionAnnotation = "kubernetes.io/description";

    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or " +
        "kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

    /// <inheritdoc/>
    public string Name => "root-ca-cert-publisher";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<Namespace>(),
        Trigger.NamespaceOf<ConfigMap>(ConfigMapName),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<Namespace>("", key.Name) is not { Metadata.DeletionTimestamp: null })
            return Decision.None;
        var data = ImmutableDictionary<string, string>.Empty.Add(DataKey, certificateAuthorityPem);
        var annotations = ImmutableDictionary<string, string>.Empty.Add(DescriptionAnnotation, Description);
        if (snapshot.Get<ConfigMap>(key.Name, ConfigMapName) is not { } current)
        {
            var metadata = new ObjectMeta { Namespace = key.Name, Name = ConfigMapName, Annotations = annotations };
            return new([new ObjectAction.Create(new ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = metadata, Data = data })]);
        }

        if (current.Metadata.DeletionTimestamp is not null
            || (current.Data is { Count: 1 } && current.Data.GetValueOrDefault(DataKey) == certificateAuthorityPem
                && current.Metadata.Annotations?.GetValueOrDefault(DescriptionAnnotation) == Description))
            return Decision.None;
        var merged = StringMaps.Copy(current.Metadata.Annotations).SetItem(DescriptionAnnotation, Description);
        return new([new ObjectAction.Update(current with { Data = data, BinaryData = null, Metadata = current.Metadata with { Annotations = merged } })]);
    }
}
