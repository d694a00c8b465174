using System.Text;

namespace CloudOrchestrator.Scheduling.Requirements;

/// <summary>Equal for pods that every filter and score treats alike, such as those of one ReplicaSet.</summary>
internal static class PodSignature
{
    public static string Of(Pod pod)
    {
        var text = new StringBuilder(512);
        var spec = pod.Spec ?? new PodSpec();
        text.Append(pod.Metadata.Namespace).Append('\n');
        Append(text, pod.Metadata.Labels);
        foreach (var owner in (pod.Metadata.OwnerReferences ?? []).Where(owner => owner.Controller == true))
            text.Append(owner.Kind).Append('/').Append(owner.Name).Append(';');
        text.Append('\n').Append(spec.NodeName).Append('\n').Append(spec.PreemptionPolicy).Append('\n');
        Append(text, spec.NodeSelector);
        Append(text, spec.Overhead);
        foreach (var toleration in spec.Tolerations ?? [])
            text.AppendJoin('|', toleration.Key, toleration.Operator, toleration.Value, toleration.Effect).Append(';');
        text.Append('\n');
        foreach (var container in spec.Containers)
            Append(text, container);
        text.Append('\n');
        foreach (var container in spec.InitContainers ?? [])
            Append(text, container);
        if (spec.Affinity is not null)
            text.Append('\n').Append(Encoding.UTF8.GetString(ObjectJson.Serialize(spec.Affinity)));
        foreach (var constraint in spec.TopologySpreadConstraints ?? [])
            text.Append('\n').Append(Encoding.UTF8.GetString(ObjectJson.Serialize(constraint)));
        return text.ToString();
    }

    private static void Append(StringBuilder text, Container container)
    {
        text.Append(container.Image).Append('|').Append(container.RestartPolicy).Append('|');
        Append(text, container.Resources?.Requests);
        foreach (var port in container.Ports ?? [])
        {
            if (port.HostPort is > 0)
                text.Append(port.HostIP).Append(':').Append(port.HostPort).Append('/').Append(port.Protocol).Append(',');
        }

        text.Append(';');
    }

    private static void Append<TValue>(StringBuilder text, IReadOnlyDictionary<string, TValue>? map)
    {
        foreach (var (key, value) in map ?? new Dictionary<string, TValue>())
            text.Append(key).Append('=').Append(value).Append(',');
        text.Append('\n');
    }
}
