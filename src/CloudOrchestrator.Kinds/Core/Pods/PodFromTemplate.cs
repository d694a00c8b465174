namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Makes the pods that a workload's template describes.</summary>
internal static class PodFromTemplate
{
    /// <summary>Longest prefix of a generated name.</summary>
    public const int GeneratedBaseLengthMax = 58;

    /// <summary>
    /// A new pod of <paramref name="owner"/>. Its name is <c>owner-xxxxx</c> with a suffix that <paramref name="isTaken"/> does not know.
    /// </summary>
    public static Pod Create(PodTemplateSpec template, IKubernetesObject owner, OwnerReference reference, IIdSource ids, Predicate<string> isTaken) =>
        Create(template, owner, reference, owner.Metadata.Name + "-", ids, isTaken);

    /// <summary>A new pod of <paramref name="owner"/> whose name begins with <paramref name="prefix"/>.</summary>
    public static Pod Create(
        PodTemplateSpec template, IKubernetesObject owner, OwnerReference reference, string prefix, IIdSource ids, Predicate<string> isTaken) =>
        new()
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new ObjectMeta
            {
                Namespace = owner.Metadata.Namespace,
                GenerateName = prefix,
                Name = FreeName(prefix, ids, isTaken),
                Labels = template.Metadata?.Labels,
                Annotations = template.Metadata?.Annotations,
                Finalizers = template.Metadata?.Finalizers,
                OwnerReferences = [reference],
            },
            Spec = template.Spec,
        };

    /// <summary>A name of the form generateName makes.</summary>
    public static string FreeName(string prefix, IIdSource ids, Predicate<string> isTaken)
    {
        if (prefix.Length > GeneratedBaseLengthMax)
            prefix = prefix[..GeneratedBaseLengthMax];
        var name = prefix + ids.NewSuffix();
        for (var attempt = 0; attempt < 8 && isTaken(name); attempt++)
            name = prefix + ids.NewSuffix();
        return name;
    }
}
