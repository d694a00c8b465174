using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Workers;

namespace CloudOrchestrator.NodeAgent.Serving;

/// <summary>Finds the container that a request means.</summary>
internal sealed class ContainerLookup(Informer<Pod> pods, ContainerCache containers)
{
    /// <summary>The pod.</summary>
    public ResultOf<Pod> Pod(string @namespace, string name) => pods.Items.TryGetValue(new ObjectKey(@namespace, name), out var pod)
        ? pod
        : ApiStatuses.NotFound(new ResourceName("", "v1", "pods"), name);

    /// <summary>The running container to exec into or attach to.</summary>
    public ResultOf<CachedContainer> Running(string @namespace, string podName, string containerName)
    {
        var pod = Pod(@namespace, podName);
        if (!pod.Succeeded)
            return pod.Error;
        return Runs(pod.Value, containerName).FirstOrDefault() is { Observed.Running: true } running
            ? running
            : ApiStatuses.Failure(404, "NotFound", $"container not found (\"{containerName}\")");
    }

    /// <summary>The run whose log is meant.</summary>
    public ResultOf<CachedContainer> Logged(Pod pod, string containerName, bool previous)
    {
        if (!PodContainer.Of(pod.Spec ?? new PodSpec()).Any(container => container.Name == containerName))
            return ApiStatuses.BadRequest($"container {containerName} is not valid for pod {pod.Metadata.Name}");
        var runs = Runs(pod, containerName);
        if (previous)
        {
            // After a crash the newest run has ended and the next has not begun: it is then the previous one.
            var ended = runs.FirstOrDefault() is { Observed.Running: false } && IsWaiting(pod, containerName) ? runs : [.. runs.Skip(1)];
            return ended.Count > 0
                ? ended[0]
                : ApiStatuses.BadRequest($"previous terminated container \"{containerName}\" in pod \"{pod.Metadata.Name}\" not found");
        }
        return runs.Count > 0
            ? runs[0]
            : ApiStatuses.BadRequest($"container \"{containerName}\" in pod \"{pod.Metadata.Name}\" is waiting to start: {WaitingReason(pod, containerName)}");
    }

    private static bool IsWaiting(Pod pod, string containerName) => StatusOf(pod, containerName)?.State?.Waiting is not null;

    private static string WaitingReason(Pod pod, string containerName)
    {
        var waiting = StatusOf(pod, containerName)?.State?.Waiting;
        return waiting?.Reason switch
        {
            null or "" => "ContainerCreating",
            "ErrImagePull" => "image can't be pulled",
            "ImagePullBackOff" => "trying and failing to pull image",
            var reason => reason,
        };
    }

    private static ContainerStatus? StatusOf(Pod pod, string containerName) => (pod.Status?.ContainerStatuses ?? [])
        .Concat(pod.Status?.InitContainerStatuses ?? [])
        .Concat(pod.Status?.EphemeralContainerStatuses ?? [])
        .FirstOrDefault(status => status.Name == containerName);

    private List<CachedContainer> Runs(Pod pod, string containerName) =>
        [.. containers.OfPod(pod.Metadata.Uid ?? "")
            .Where(container => !container.IsSandbox && container.Observed?.Name == containerName)
            .OrderByDescending(container => container.Observed!.Attempt)];
}
