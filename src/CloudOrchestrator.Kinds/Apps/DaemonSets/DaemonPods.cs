namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>What the pods of a DaemonSet look like and where they belong.</summary>
internal static class DaemonPods
{
    /// <summary>Label that carries the hash of the template a pod was made from.</summary>
    public const string RevisionLabel = "controller-revision-hash";

    private const string GenerationAnnotation = "deprecated.daemonset.template.generation";
    private const string GenerationLabel = "pod-template-generation";

    /// <summary>The node a pod is bound to, or made for.</summary>
    public static string? TargetNode(Pod pod)
    {
        if (!string.IsNullOrEmpty(pod.Spec?.NodeName))
            return pod.Spec.NodeName;
        foreach (var term in pod.Spec?.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [])
        {
            foreach (var field in term.MatchFields ?? [])
            {
                if (field is { Key: "metadata.name", Operator: "In", Values: [var name] })
                    return name;
            }
        }

        return null;
    }

    /// <summary>The template with what every daemon pod gets: revision labels and tolerations for sick and cordoned nodes.</summary>
    public static PodTemplateSpec Template(DaemonSet set, string hash)
    {
        var template = set.Spec!.Template;
        var labels = StringMaps.Copy(template.Metadata?.Labels).SetItem(RevisionLabel, hash);
        if (set.Metadata.Annotations?.GetValueOrDefault(GenerationAnnotation) is { } generation)
            labels = labels.SetItem(GenerationLabel, generation);
        var spec = template.Spec ?? new();
        return template with
        {
            Metadata = (template.Metadata ?? new()) with { Labels = labels },
            Spec = spec with { Tolerations = WithDaemonTolerations(spec) },
        };
    }

    /// <summary>The template of a pod for one node. The scheduler binds it: the node is named in its affinity.</summary>
    public static PodTemplateSpec ForNode(PodTemplateSpec template, string nodeName)
    {
        var field = new NodeSelectorRequirement { Key = "metadata.name", Operator = "In", Values = [nodeName] };
        var selector = new NodeSelector { NodeSelectorTerms = [new NodeSelectorTerm { MatchFields = [field] }] };
        var affinity = template.Spec?.Affinity ?? new();
        var nodeAffinity = (affinity.NodeAffinity ?? new()) with { RequiredDuringSchedulingIgnoredDuringExecution = selector };
        return template with { Spec = template.Spec! with { Affinity = affinity with { NodeAffinity = nodeAffinity } } };
    }

    /// <summary>Whether a new pod should be on the node, and whether one that is there may stay.</summary>
    public static (bool ShouldRun, bool MayStay) Fits(PodTemplateSpec template, Node node)
    {
        var spec = template.Spec!;
        if (!string.IsNullOrEmpty(spec.NodeName) && spec.NodeName != node.Metadata.Name)
            return (false, false);
        if (!NodeMatch.Matches(spec, node))
            return (false, false);
        var untolerated = (node.Spec?.Taints ?? []).Where(taint => !TaintTolerance.Tolerates(spec.Tolerations, taint)).Select(taint => taint.Effect).ToArray();
        return (!untolerated.Any(effect => effect is "NoExecute" or "NoSchedule"), !untolerated.Contains("NoExecute"));
    }

    /// <summary>Bound pods first, then the oldest.</summary>
    public static IEnumerable<Pod> InOrder(IEnumerable<Pod> pods) => pods
        .OrderBy(pod => string.IsNullOrEmpty(pod.Spec?.NodeName))
        .ThenBy(pod => pod.Metadata.CreationTimestamp)
        .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal);

    private static IReadOnlyList<Toleration> WithDaemonTolerations(PodSpec spec)
    {
        List<Toleration> result = [.. spec.Tolerations ?? []];
        Add("node.kubernetes.io/not-ready", "NoExecute");
        Add("node.kubernetes.io/unreachable", "NoExecute");
        Add("node.kubernetes.io/disk-pressure", "NoSchedule");
        Add("node.kubernetes.io/memory-pressure", "NoSchedule");
        Add("node.kubernetes.io/pid-pressure", "NoSchedule");
        Add("node.kubernetes.io/unschedulable", "NoSchedule");
        if (spec.HostNetwork == true)
            Add("node.kubernetes.io/network-unavailable", "NoSchedule");
        return result;

        void Add(string key, string effect)
        {
            var toleration = new Toleration { Key = key, Operator = "Exists", Effect = effect };
            result.RemoveAll(existing => existing.Key == key && existing.Effect == effect);
            result.Add(toleration);
        }
    }
}
