namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>All rows, in the order in which they run: later ones use what earlier ones made, or make it themselves.</summary>
internal static class LoadRows
{
    private const string Maps = "configmaps";
    private const string Pods = "pods";
    private const int EnoughToDelete = 5000;

    public static IReadOnlyList<LoadRow> All { get; } =
    [
        new("deployment", "Deployment of {pods}, {nodes} nodes, all bound", static (target, settings) => new DeploymentRun(target, settings)),
        new("create", "create ConfigMap 1 KiB", static (target, settings) => Creating(target, Maps, Bodies.ConfigMap, settings.Clients)),
        new("create-1", "create ConfigMap 1 KiB, 1 client", static (target, _) => Creating(target, Maps, Bodies.ConfigMap, 1)),
        new("patch", "merge-patch ConfigMap", static (target, settings) => Patching(target, settings)),
        new("delete", "delete ConfigMap", static (target, settings) => Deleting(target, settings)),
        new("create-pod", "create Pod", static (target, settings) => Creating(target, Pods, Bodies.OwnPod, settings.Clients)),
        new("get-pod", "get Pod", static (target, settings) => Getting(target, settings)),
        new("list-pods", "list {pods} Pods", static (target, settings) => Listing(target, settings)),
        new("watch-1", "write → watch event, 1 watcher", static (target, _) => new WatchRun(target, 1)),
        new("watch-50", "write → watch event, 50 watchers", static (target, _) => new WatchRun(target, 50)),
        new("slow-readers", "write → event, 50 others never read", static (target, _) => CrowdRun.Stuck(target, 50)),
        new("watches-1000", "write → event, 1,000 others idle", static (target, _) => CrowdRun.Idle(target, 1000)),
        new("watches-10000", "write → event, 10,000 others idle", static (target, _) => CrowdRun.Idle(target, 10_000)),
        new("refusals", "create ConfigMap, too many clients", static (target, _) => new RefusalRun(target, 400)),
    ];

    /// <summary>Makes objects until a namespace holds so many.</summary>
    public static void Fill(LoadTarget target, string purpose, string resource, string body, long count)
    {
        var numbers = target.Numbers(purpose);
        var left = count - numbers.Count;
        if (left <= 0)
            return;
        using var run = new RequestRun(target, 16, () =>
        {
            var template = target.Template("POST", Path(target, purpose, resource), body);
            return () => Interlocked.Decrement(ref left) >= 0 ? template.With(numbers.Make()) : default;
        });
        run.Run(TimeSpan.FromHours(1), measured: false);
    }

    private static RequestRun Creating(LoadTarget target, string resource, string body, int clients)
    {
        var numbers = target.Numbers(resource);
        return new RequestRun(target, clients, () =>
        {
            var template = target.Template("POST", Path(target, resource, resource), body);
            return () => template.With(numbers.Make());
        });
    }

    private static RequestRun Patching(LoadTarget target, LoadSettings settings)
    {
        Fill(target, Maps, Maps, Bodies.ConfigMap, 2000);
        var numbers = target.Numbers(Maps);
        long turns = 0;
        return new RequestRun(target, settings.Clients, () =>
        {
            var template = target.Template("PATCH", $"{Path(target, Maps, Maps)}/cm-########", Bodies.Patch, "application/merge-patch+json");
            return () =>
            {
                var turn = Interlocked.Increment(ref turns);
                return template.With(numbers.Deleted + (turn % numbers.Count), turn);
            };
        });
    }

    private static RequestRun Deleting(LoadTarget target, LoadSettings settings)
    {
        var numbers = target.Numbers(Maps);
        if (numbers.Count < EnoughToDelete)
        {
            using var creating = Creating(target, Maps, Bodies.ConfigMap, settings.Clients);
            creating.Run(settings.Duration + settings.WarmUp, measured: false);

            // However slowly that went, the warm-up must leave some to measure.
            Fill(target, Maps, Maps, Bodies.ConfigMap, EnoughToDelete);
        }

        return new RequestRun(target, settings.Clients, () =>
        {
            var template = target.Template("DELETE", $"{Path(target, Maps, Maps)}/cm-########");
            return () => numbers.Delete() is { } number ? template.With(number) : default;
        });
    }

    private static RequestRun Getting(LoadTarget target, LoadSettings settings)
    {
        Fill(target, Pods, Pods, Bodies.Pod, 1000);
        var numbers = target.Numbers(Pods);
        long turns = 0;
        return new RequestRun(target, settings.Clients, () =>
        {
            var template = target.Template("GET", $"{Path(target, Pods, Pods)}/pod-########");
            return () => template.With(Interlocked.Increment(ref turns) % numbers.Count);
        });
    }

    private static RequestRun Listing(LoadTarget target, LoadSettings settings)
    {
        Fill(target, "list", Pods, Bodies.Pod, settings.Pods);
        return new RequestRun(target, 1, () =>
        {
            var template = target.Template("GET", Path(target, "list", Pods));
            return () => template.Bytes;
        });
    }

    private static string Path(LoadTarget target, string purpose, string resource) => $"/api/v1/namespaces/{target.Namespace(purpose)}/{resource}";
}
