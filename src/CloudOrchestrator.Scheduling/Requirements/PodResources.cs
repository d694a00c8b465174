namespace CloudOrchestrator.Scheduling.Requirements;

/// <summary>
/// What a pod asks of a node: the larger of its containers together and of each init container with the sidecars started before it,
/// plus sidecars and overhead.
/// </summary>
internal static class PodResources
{
    // What scoring assumes of a container that requests none.
    private const long AssumedMilliCpu = 100;
    private const long AssumedMemory = 200 * 1024 * 1024;

    /// <summary>The requests that count for fitting.</summary>
    public static ResourceVector Requests(PodSpec spec) => Sum(spec, container => ResourceVector.From(container.Resources?.Requests));

    /// <summary>The requests that count for scoring, so that pods without requests are spread as well.</summary>
    public static ResourceVector ScoredRequests(PodSpec spec) => Sum(spec, container =>
    {
        var requests = container.Resources?.Requests;
        var vector = ResourceVector.From(requests);
        if (requests is null || !requests.ContainsKey("cpu"))
            vector.MilliCpu = AssumedMilliCpu;
        if (requests is null || !requests.ContainsKey("memory"))
            vector.Memory = AssumedMemory;
        return vector;
    });

    private static ResourceVector Sum(PodSpec spec, Func<Container, ResourceVector> of)
    {
        var total = new ResourceVector();
        foreach (var container in spec.Containers)
            total.Add(of(container));
        var sidecars = new ResourceVector();
        var starting = new ResourceVector();
        foreach (var container in spec.InitContainers ?? [])
        {
            var own = of(container);
            if (container.RestartPolicy == "Always")
            {
                total.Add(own);
                sidecars.Add(own);
                own = sidecars;
            }
            else
            {
                own.Add(sidecars);
            }

            starting.RaiseTo(own);
        }

        total.RaiseTo(starting);
        total.Add(ResourceVector.From(spec.Overhead));
        return total;
    }
}
