using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Which pods stand behind a Service, and under which ports and addresses.</summary>
internal static class ServicePods
{
    /// <summary>Label of objects that belong to a Service without a cluster IP.</summary>
    public const string HeadlessLabel = "service.kubernetes.io/headless";

    /// <summary>True when controllers keep the Service's endpoints: it selects pods and is no mere alias.</summary>
    public static bool HasManagedEndpoints(Service service) => service.Spec is { Type: not "ExternalName", Selector.Count: > 0 };

    /// <summary>True when the Service has no address of its own.</summary>
    public static bool IsHeadless(Service service) => service.Spec?.ClusterIP is null or "" or "None";

    /// <summary>The pods selected that have an address and have not ended, ordered by name.</summary>
    public static IEnumerable<Pod> Of(Service service, IObjectSnapshot snapshot) =>
        snapshot.Matching<Pod>(service.Metadata.Namespace ?? "", LabelMatcher.From(service.Spec!.Selector))
            .Where(pod => !PodProgress.IsFinished(pod) && Addresses(pod).Any())
            .OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal);

    /// <summary>The pod's addresses.</summary>
    public static IEnumerable<string> Addresses(Pod pod)
    {
        if (pod.Status?.PodIPs is { Count: > 0 } all)
            return all.Select(ip => ip.Ip).Where(ip => ip.Length > 0);
        return string.IsNullOrEmpty(pod.Status?.PodIP) ? [] : [pod.Status.PodIP];
    }

    /// <summary>The number of the port on the pod; null when the port is named and the pod has none of that name.</summary>
    public static int? FindPort(Pod pod, ServicePort port)
    {
        if (port.TargetPort is not { } target)
            return port.Port;
        if (!target.IsString)
            return target.Number == 0 ? port.Port : target.Number;
        if (target.Text!.Length == 0)
            return port.Port;
        var sidecars = (pod.Spec?.InitContainers ?? []).Where(container => container.RestartPolicy == "Always");
        return (pod.Spec?.Containers ?? []).Concat(sidecars)
            .SelectMany(container => container.Ports ?? [])
            .FirstOrDefault(candidate => candidate.Name == target.Text && (candidate.Protocol ?? "TCP") == (port.Protocol ?? "TCP"))?.ContainerPortValue;
    }

    /// <summary>The name under which DNS knows the pod individually; null when it has none in this Service.</summary>
    public static string? HostName(Pod pod, Service service) =>
        !string.IsNullOrEmpty(pod.Spec?.Hostname) && pod.Spec.Subdomain == service.Metadata.Name ? pod.Spec.Hostname : null;

    /// <summary>Reference to the pod.</summary>
    public static ObjectReference ReferenceTo(Pod pod) =>
        new() { Kind = "Pod", Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid };

    /// <summary>Keys of the Services that select the pod, unless nothing about it has changed that endpoints show.</summary>
    public static IEnumerable<ObjectKey> Selecting(IKubernetesObject? before, IKubernetesObject? after, IObjectSnapshot snapshot)
    {
        if (before is Pod old && after is Pod now && ShowsSame(old, now))
            return [];
        return Selecting(before, snapshot).Union(Selecting(after, snapshot));
    }

    private static IEnumerable<ObjectKey> Selecting(IKubernetesObject? pod, IObjectSnapshot snapshot) => pod is null
        ? []
        : snapshot.ServicesSelecting(pod.Metadata.Namespace ?? "", pod.Metadata.Labels).Where(HasManagedEndpoints).Select(Ownership.KeyOf);

    private static bool ShowsSame(Pod old, Pod now) =>
        StringMaps.Same(old.Metadata.Labels, now.Metadata.Labels)
        && old.Metadata.Uid == now.Metadata.Uid
        && old.Metadata.DeletionTimestamp.HasValue == now.Metadata.DeletionTimestamp.HasValue
        && PodProgress.IsFinished(old) == PodProgress.IsFinished(now)
        && PodProgress.IsReady(old) == PodProgress.IsReady(now)
        && old.Spec?.NodeName == now.Spec?.NodeName
        && Addresses(old).SequenceEqual(Addresses(now));
}
