using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary>Which node and container a request means. Pure.</summary>
internal static class PodTarget
{
    /// <summary>The container named, or the only one; a failure tells which there are.</summary>
    public static ResultOf<string> Container(Pod pod, string? requested)
    {
        var name = pod.Metadata.Name;
        var containers = (pod.Spec?.Containers ?? []).Select(container => container.Name).ToArray();
        var initContainers = (pod.Spec?.InitContainers ?? []).Select(container => container.Name).ToArray();
        var ephemeral = (pod.Spec?.EphemeralContainers ?? []).Select(container => container.Name).ToArray();
        if (!string.IsNullOrEmpty(requested))
        {
            return containers.Concat(initContainers).Concat(ephemeral).Contains(requested, StringComparer.Ordinal)
                ? requested
                : ApiStatuses.BadRequest($"container {requested} is not valid for pod {name}");
        }

        if (containers.Length == 1)
            return containers[0];
        var message = $"a container name must be specified for pod {name}, choose one of: [{string.Join(' ', containers)}]";
        if (initContainers.Length > 0)
            message += $" or one of the init containers: [{string.Join(' ', initContainers)}]";
        if (ephemeral.Length > 0)
            message += $" or one of the ephemeral containers: [{string.Join(' ', ephemeral)}]";
        return ApiStatuses.BadRequest(message);
    }

    /// <summary>The node the pod runs on.</summary>
    public static ResultOf<string> Node(Pod pod) => string.IsNullOrEmpty(pod.Spec?.NodeName)
        ? ApiStatuses.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned")
        : pod.Spec.NodeName;

    /// <summary>Path prefix of the pod at its agent, without the verb.</summary>
    public static string Path(Pod pod) => $"{Uri.EscapeDataString(pod.Metadata.Namespace ?? "")}/{Uri.EscapeDataString(pod.Metadata.Name ?? "")}";
}
