namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>The ConfigMaps and Secrets a pod refers to, by volumes and environments.</summary>
/// <param name="ConfigMaps">Their names.</param>
/// <param name="Secrets">Their names; pull secrets included.</param>
public sealed record VolumeReferences(IReadOnlySet<string> ConfigMaps, IReadOnlySet<string> Secrets)
{
    /// <summary>Those of a pod.</summary>
    public static VolumeReferences Of(PodSpec spec)
    {
        var maps = new SortedSet<string?>(StringComparer.Ordinal);
        var secrets = new SortedSet<string?>(StringComparer.Ordinal);
        foreach (var volume in spec.Volumes ?? [])
        {
            maps.Add(volume.ConfigMap?.Name);
            secrets.Add(volume.Secret?.SecretName);
            foreach (var source in volume.Projected?.Sources ?? [])
            {
                maps.Add(source.ConfigMap?.Name);
                secrets.Add(source.Secret?.Name);
            }
        }
        foreach (var container in Pods.PodContainer.Of(spec).Select(container => container.Spec))
        {
            maps.UnionWith((container.EnvFrom ?? []).Select(from => from.ConfigMapRef?.Name));
            secrets.UnionWith((container.EnvFrom ?? []).Select(from => from.SecretRef?.Name));
            maps.UnionWith((container.Env ?? []).Select(variable => variable.ValueFrom?.ConfigMapKeyRef?.Name));
            secrets.UnionWith((container.Env ?? []).Select(variable => variable.ValueFrom?.SecretKeyRef?.Name));
        }
        secrets.UnionWith((spec.ImagePullSecrets ?? []).Select(reference => reference.Name));
        return new VolumeReferences(Known(maps), Known(secrets));
    }

    private static HashSet<string> Known(IEnumerable<string?> names) =>
        names.Where(name => !string.IsNullOrEmpty(name)).Select(name => name!).ToHashSet(StringComparer.Ordinal);
}
