using System.Diagnostics;

namespace CloudOrchestrator.NodeAgent.Measuring;

/// <summary>
/// A pod on its way to running: a duration, and a span that continues the trace of the doorbell that told of the pod. For the loop of the pod's worker alone.
/// </summary>
internal sealed class PodStart
{
    private static readonly ActivitySource Source = new("CloudOrchestrator.NodeAgent");

    private readonly TimeProvider _time;
    private readonly long _since;
    private readonly Activity? _span;
    private bool _ended;

    private PodStart(Activity? span, TimeProvider time, bool ended) => (_span, _time, _since, _ended) = (span, time, time.GetTimestamp(), ended);

    /// <summary>The trace that what is done meanwhile belongs to.</summary>
    public ActivityContext Trace => _ended ? default : _span?.Context ?? default;

    /// <summary>Begins for a pod the agent has just seen. A pod that ran before, under another agent, is not on its way.</summary>
    public static PodStart Begin(Pod pod, string? traceParent, TimeProvider time)
    {
        if (pod.Status?.Phase is not (null or "" or "Pending"))
            return new PodStart(null, time, ended: true);
        var current = Activity.Current;
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        var span = Source.StartActivity("start pod", ActivityKind.Consumer, parent);
        Describe(span, pod);

        // The worker's later life is no part of it.
        Activity.Current = current;
        return new PodStart(span, time, ended: false);
    }

    /// <summary>A container's start within a pod's.</summary>
    public static Activity? BeginContainer(Pod pod, string container, ActivityContext trace)
    {
        var span = Source.StartActivity("start container", ActivityKind.Internal, trace);
        Describe(span, pod);
        span?.SetTag("k8s.container.name", container);
        return span;
    }

    /// <summary>The pod is in a phase now.</summary>
    public void Reached(string? phase)
    {
        if (_ended || phase is null or "" or "Pending")
            return;
        if (phase == "Failed")
            _span?.SetStatus(ActivityStatusCode.Error);
        else
            AgentMetrics.Started(_time.GetElapsedTime(_since));
        End();
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void End()
    {
        if (_ended)
            return;
        _ended = true;
        _span?.Dispose();
    }

    private static void Describe(Activity? span, Pod pod)
    {
        span?.SetTag("k8s.namespace.name", pod.Metadata.Namespace);
        span?.SetTag("k8s.pod.name", pod.Metadata.Name);
        span?.SetTag("k8s.pod.uid", pod.Metadata.Uid);
    }
}
