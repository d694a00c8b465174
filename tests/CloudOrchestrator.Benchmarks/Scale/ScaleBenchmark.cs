using System.Diagnostics;
using System.Text.Json.Nodes;
using CloudOrchestrator.Benchmarks.Http;
using CloudOrchestrator.Benchmarks.Load;
using CloudOrchestrator.Benchmarks.Servers;

namespace CloudOrchestrator.Benchmarks.Scale;

/// <summary>
/// A control plane that fills: what one object, one page, one watch and more scheduling cost at each size. Pods are created through the API with their node already named, one
/// request each; they belong to nobody and no agent runs them, so that nothing but the filling is at work between the measurements.
/// </summary>
internal sealed class ScaleBenchmark(ScaleOptions options)
{
    private const string Purpose = "pods";
    private const int VictimPods = 30;

    public IEnumerable<ScaleStep> Run()
    {
        using var server = ServerProcess.Start(options.Program, options.Home);
        var use = new ProcessUse([server.Id]);
        var target = new LoadTarget("ours", Kubeconfig.Load(server.KubeconfigFile), use, "scale");
        target.Numbers(Purpose).Resume(options.From);
        Say($"ready after {server.Ready.TotalMilliseconds:0} ms with {options.From:#,##0} pods, {use.Resident() >> 20} MB resident");
        using var nodes = new PretendedNodes(target, options.Nodes, exist: options.From > 0);
        Say($"{options.Nodes:#,##0} nodes are ready");
        var last = options.Steps[^1];
        foreach (var pods in options.Steps)
        {
            var step = Measure(target, pods);
            step = Schedule(target, step, pods == last ? options.MoreAtLast : options.More);
            if (pods == last && options.Death)
                step = Death(target, nodes, step);
            yield return step with { ResidentMegabytes = use.Resident() / 1048576.0 };
        }
    }

    private static void Say(string text) => Console.Error.WriteLine($"  {text}");

    private static string PodsPath(LoadTarget target) => $"/api/v1/namespaces/{target.Namespace(Purpose)}/pods";

    private ScaleStep Measure(LoadTarget target, int pods)
    {
        var numbers = target.Numbers(Purpose);
        var missing = pods - numbers.Made;
        var began = Stopwatch.GetTimestamp();
        Fill(target, pods, "");
        var filled = missing > 0 ? missing / Stopwatch.GetElapsedTime(began).TotalSeconds : 0;
        Say($"{numbers.Made:#,##0} pods ({filled:0}/s)");
        var path = PodsPath(target);
        long turn = 0;
        var get = target.Template("GET", $"{path}/pod-########");
        var patch = target.Template("PATCH", $"{path}/pod-########", """{"metadata":{"annotations":{"turn":"@@@@@@@@"}}}""", "application/merge-patch+json");
        var page = target.Template("GET", "/api/v1/pods?limit=500");
        var all = target.Template("GET", "/api/v1/pods");
        // A stride that shares no factor with the number of pods visits all of them in an order without pattern.
        long Next() => Interlocked.Increment(ref turn) * 7919 % numbers.Made;
        var costs = new Dictionary<string, ScaleStep.Cost>
        {
            ["get"] = Cost(target, () => get.With(Next())),
            ["patch"] = Cost(target, () => patch.With(Next(), turn)),
            ["list limit 500"] = Cost(target, () => page.Bytes),
            ["watch start"] = WatchStart.Measure(target, "/api/v1/pods?watch=true&resourceVersion=" + Revision(target), options.Seconds),
            ["watch of one node"] = WatchStart.Measure(target, "/api/v1/pods?watch=true&fieldSelector=spec.nodeName%3D" + $"{target.Prefix}-node-00000001", options.Seconds),
            ["write to event"] = Event(target),
            ["full list"] = Cost(target, () => all.Bytes),
        };
        foreach (var (name, cost) in costs)
            Say($"  {name}: p50 {cost.P50:0.000} ms, p99 {cost.P99:0.000} ms, server {cost.ServerMicroseconds:0} µs");
        return new ScaleStep { Nodes = options.Nodes, Pods = pods, Costs = costs, FilledPerSecond = filled };
    }

    private static string Revision(LoadTarget target) => (string)target.Send("GET", "/api/v1/pods?limit=1")["metadata"]!["resourceVersion"]!;

    private void Fill(LoadTarget target, long pods, string label)
    {
        var numbers = target.Numbers(Purpose);
        var left = pods - numbers.Made;
        var body = $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"pod-########","labels":{"app":"fill{{{label}}}"} },
            "spec":{"nodeName":"{{{target.Prefix}}}-node-@@@@@@@@",{{{Bodies.PodSpec}}}} }
            """;
        using var run = new RequestRun(target, 32, () =>
        {
            var template = target.Template("POST", PodsPath(target), body);
            return () =>
            {
                if (Interlocked.Decrement(ref left) < 0)
                    return default;
                var number = numbers.Make();
                return template.With(number, number % options.Nodes);
            };
        });
        run.Run(TimeSpan.FromHours(1), measured: false);
    }

    private ScaleStep.Cost Cost(LoadTarget target, NextRequest next)
    {
        using var run = new RequestRun(target, 1, () => next);
        run.Run(TimeSpan.FromSeconds(options.Seconds / 4), measured: false);
        run.Run(TimeSpan.FromSeconds(options.Seconds), measured: true);
        var result = run.Result("");
        return new ScaleStep.Cost(result.P50Milliseconds, result.P99Milliseconds, result.ServerMicroseconds);
    }

    private ScaleStep.Cost Event(LoadTarget target)
    {
        using var run = new WatchRun(target, 1);
        run.Run(TimeSpan.FromSeconds(options.Seconds / 4), measured: false);
        run.Run(TimeSpan.FromSeconds(options.Seconds), measured: true);
        var result = run.Result("");
        return new ScaleStep.Cost(result.P50Milliseconds, result.P99Milliseconds, result.ServerMicroseconds);
    }

    private static ScaleStep Schedule(LoadTarget target, ScaleStep step, int pods)
    {
        var name = target.Namespace($"more-{step.Pods}");
        using var watch = Watch(target, name);
        var began = Stopwatch.GetTimestamp();
        target.Send("POST", $"/apis/apps/v1/namespaces/{name}/deployments", JsonNode.Parse(Bodies.Deployment("more", pods)));
        var bound = BoundPods.Wait(watch, pods, began, TimeSpan.FromSeconds(120));
        var rate = bound.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        Say($"  {bound.Count:#,##0} more pods of a Deployment bound, {rate:0}/s");
        // The next size is meant to be one of known pods only.
        target.Send("PATCH", $"/apis/apps/v1/namespaces/{name}/deployments/more", JsonNode.Parse("""{"spec":{"replicas":0}}"""), "application/merge-patch+json");
        Await(() => target.Send("GET", $"/api/v1/namespaces/{name}/pods?limit=1")["items"]!.AsArray().Count == 0, TimeSpan.FromSeconds(60));
        return step with { Scheduled = bound.Count, ScheduledPerSecond = rate };
    }

    private static LoadConnection Watch(LoadTarget target, string ns)
    {
        var watch = LoadConnection.Open(target.Kubeconfig);
        var status = watch.Begin(target.Template("GET", $"/api/v1/namespaces/{ns}/pods?watch=true&timeoutSeconds=3600").Bytes);
        return status == 200 ? watch : throw new IOException($"A watch was answered {status}.");
    }

    // The pods of a ReplicaSet are on one node, which falls silent.
    private ScaleStep Death(LoadTarget target, PretendedNodes nodes, ScaleStep step)
    {
        const int Victim = 0;
        var name = target.Namespace("death");
        var replicaSet = JsonNode.Parse(Bodies.Deployment("victims", VictimPods))!;
        replicaSet["kind"] = "ReplicaSet";
        var pods = new RequestTemplate(target.Kubeconfig, "POST", $"/api/v1/namespaces/{name}/pods", "application/json", $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"victim-########","labels":{"app":"victims"} },"spec":{"nodeName":"{{{nodes.Name(Victim)}}}",{{{Bodies.PodSpec}}}} }
            """);
        using (var connection = LoadConnection.Open(target.Kubeconfig))
        {
            for (var number = 0; number < VictimPods; number++)
                connection.Require(pods.With(number));
        }

        // It finds as many pods with its labels as it wants, and adopts them.
        target.Send("POST", $"/apis/apps/v1/namespaces/{name}/replicasets", replicaSet);
        Await(() => (int?)target.Send("GET", $"/apis/apps/v1/namespaces/{name}/replicasets/victims")["status"]?["replicas"] == VictimPods, TimeSpan.FromSeconds(30));
        using var watch = Watch(target, name);
        var began = Stopwatch.GetTimestamp();
        nodes.Kill(Victim);
        var bound = BoundPods.Wait(watch, 2 * VictimPods, began, TimeSpan.FromSeconds(120));
        var whole = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (bound.Count < 2 * VictimPods)
            throw new TimeoutException($"{bound.Count - VictimPods} of {VictimPods} pods were replaced within 120 s.");
        var seconds = bound.Ticks.ToArray().Select(ticks => ticks / (double)Stopwatch.Frequency).Order().ToArray();
        var replaced = seconds[^1] - seconds[VictimPods];
        Say($"  a node's death: {VictimPods} pods replaced after {whole:0.0} s, from the first to the last in {replaced:0.00} s");
        return step with { DeathSeconds = whole, ReplacedSeconds = replaced };
    }

    private static void Await(Func<bool> done, TimeSpan limit)
    {
        using var pause = new ManualResetEventSlim();
        var began = Stopwatch.GetTimestamp();
        while (!done())
        {
            if (Stopwatch.GetElapsedTime(began) > limit)
                throw new TimeoutException($"The cluster has not come to rest within {limit.TotalSeconds:0} s.");
            pause.Wait(TimeSpan.FromMilliseconds(50));
        }
    }
}
