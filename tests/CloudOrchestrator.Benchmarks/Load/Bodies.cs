namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>The objects that are made.</summary>
internal static class Bodies
{
    private static readonly string Filler = new('x', 900);

    /// <summary>A ConfigMap of 1 KiB as JSON.</summary>
    public static string ConfigMap { get; } = $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"cm-########"},"data":{"seq":"@@@@@@@@","payload":"{{{Filler}}}"}}""";

    /// <summary>What a merge-patch changes.</summary>
    public const string Patch = """{"data":{"seq":"@@@@@@@@"}}""";

    /// <summary>A pod that waits for a scheduler which does not exist: what is measured is the API server alone.</summary>
    public static string Pod { get; } = $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"pod-########","labels":{"app":"bench"}},"spec":{"schedulerName":"bench",{{{PodSpec}}}}}
        """;

    /// <summary>The same with labels and annotations of its own, as most pods have that differ at all.</summary>
    public static string OwnPod { get; } = Pod.Replace(
        "\"labels\":{\"app\":\"bench\"}", "\"labels\":{\"app\":\"bench\",\"number\":\"########\"},\"annotations\":{\"example.com/number\":\"########\"}", StringComparison.Ordinal);

    public const string PodSpec = """
        "terminationGracePeriodSeconds":0,"containers":[{"name":"main","image":"example.com/app:1.0","env":[{"name":"MODE","value":"bench"}],
        "ports":[{"containerPort":8080}],"resources":{"requests":{"cpu":"10m","memory":"16Mi"},"limits":{"memory":"64Mi"}}}]
        """;

    public static string Deployment(string name, int replicas) => $$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{name}}}"},"spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"app":"{{{name}}}"}},
        "template":{"metadata":{"labels":{"app":"{{{name}}}"}},"spec":{{{{PodSpec}}} } } } }
        """;
}
