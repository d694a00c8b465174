using System.Diagnostics;

namespace CloudOrchestrator.Controllers.Measuring;

/// <summary>Spans of the controllers' and the scheduler's work. What they write and ring while one is open belongs to its trace.</summary>
internal static class ControllerSpans
{
    private static readonly ActivitySource Source = new("CloudOrchestrator.Controllers");

    /// <summary>A decision about an object and its execution; null when nobody listens.</summary>
    public static Activity? Reconcile(WorkItem item)
    {
        if (!Source.HasListeners())
            return null;
        var span = Source.StartActivity($"reconcile {item.Controller}");
        span?.SetTag("k8s.namespace.name", item.Key.Namespace);
        span?.SetTag("k8s.object.name", item.Key.Name);
        return span;
    }

    /// <summary>A pass of the scheduler.</summary>
    public static Activity? Schedule() => Source.StartActivity("schedule");
}
