using System.Globalization;
using CloudOrchestrator.Benchmarks.Http;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>Nodes that exist only in the API: they report that they are ready and renew their leases, and run nothing.</summary>
internal sealed class PretendedNodes : IDisposable
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(120);

    // One connection that waits for each answer renews some hundred leases per second at a busy server; nodes must not fall silent for that.
    private const int NodesPerConnection = 500;

    private readonly LoadTarget _target;
    private readonly int _count;
    private readonly string _prefix;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<int> _dead = [];
    private readonly Thread[] _renewing;

    /// <param name="target">The server.</param>
    /// <param name="count">How many.</param>
    /// <param name="exist">Whether an earlier run has made them.</param>
    public PretendedNodes(LoadTarget target, int count, bool exist = false)
    {
        _target = target;
        _count = count;
        _prefix = $"{target.Prefix}-node";
        if (!exist)
            MakeAll();
        var connections = (count + NodesPerConnection - 1) / NodesPerConnection;
        _renewing = [.. Enumerable.Range(0, connections).Select(first => new Thread(() => RenewUntilStopped(first, connections)) { IsBackground = true })];
        foreach (var thread in _renewing)
            thread.Start();
        try
        {
            WaitUntilReady();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Name of a node, counted from 0.</summary>
    public string Name(int number) => $"{_prefix}-{number:D8}";

    /// <summary>A node falls silent, as after a power cut.</summary>
    public void Kill(int number)
    {
        lock (_dead)
            _dead.Add(number);
    }

    /// <summary>Removes the nodes.</summary>
    public void Delete() => Make("DELETE", $"/api/v1/nodes/{_prefix}-########", null);

    public void Dispose()
    {
        _stopping.Cancel();
        foreach (var thread in _renewing)
            thread.Join();
        _stopping.Dispose();
    }

    private void MakeAll()
    {
        Make("POST", "/api/v1/nodes", $$$"""{"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{_prefix}}}-########","labels":{"kubernetes.io/hostname":"{{{_prefix}}}-########"} } }""");
        Make("PATCH", $"/api/v1/nodes/{_prefix}-########/status", Status(), "application/merge-patch+json");
        Make("POST", "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases", Lease());
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private string Lease() => $$$"""
        {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"{{{_prefix}}}-########","namespace":"kube-node-lease"},
        "spec":{"holderIdentity":"{{{_prefix}}}-########","leaseDurationSeconds":40,"renewTime":"{{{Now()}}}"} }
        """;

    private static string Status()
    {
        var now = Now()[..19] + "Z";
        const string Resources = """{"cpu":"16","memory":"64Gi","pods":"110","ephemeral-storage":"100Gi"}""";
        return $$$"""
            {"status":{"capacity":{{{Resources}}},"allocatable":{{{Resources}}},"conditions":[{"type":"Ready","status":"True","reason":"KubeletReady","message":"pretended",
            "lastHeartbeatTime":"{{{now}}}","lastTransitionTime":"{{{now}}}"}],"addresses":[{"type":"Hostname","address":"pretended"}],
            "nodeInfo":{"kubeletVersion":"v1.32.0","osImage":"pretended","architecture":"amd64","operatingSystem":"linux","bootID":"","containerRuntimeVersion":"pretended://1",
            "kernelVersion":"","kubeProxyVersion":"","machineID":"","systemUUID":""} } }
            """;
    }

    private void Make(string method, string path, string? body, string mediaType = "application/json")
    {
        long next = -1;
        using var run = new RequestRun(_target, 16, () =>
        {
            var template = _target.Template(method, path, body, mediaType);
            return () => Interlocked.Increment(ref next) is var number && number < _count ? template.With(number) : default;
        });
        run.Run(TimeSpan.FromHours(1), measured: false);
    }

    private void WaitUntilReady()
    {
        using var pause = new ManualResetEventSlim();
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var ready = _target.Send("GET", "/api/v1/nodes")["items"]!.AsArray()
                .Count(node => ((string?)node!["metadata"]!["name"])!.StartsWith(_prefix, StringComparison.Ordinal) && node["spec"]?["taints"] is null);
            if (ready == _count)
                return;
            if (TimeProvider.System.GetElapsedTime(began) > ReadyLimit)
                throw new TimeoutException($"{_target.Name}: {ready} of {_count} pretended nodes are ready after {ReadyLimit.TotalSeconds:0} s.");
            pause.Wait(TimeSpan.FromMilliseconds(100));
        }
    }

    private void RenewUntilStopped(int first, int step)
    {
        try
        {
            Renew(first, step);
        }
        catch (IOException exception)
        {
            // The row itself fails by what it measures; leases that end would only be the second fault.
            Console.Error.WriteLine($"{_target.Name}: leases are no longer renewed: {exception.Message}");
        }
    }

    // All in turn, evenly, so that renewing is a steady small load and no wave. Each connection renews every so many-th node.
    private void Renew(int first, int step)
    {
        using var connection = LoadConnection.Open(_target.Kubeconfig);
        var began = TimeProvider.System.GetTimestamp();
        for (long renewed = 0; !_stopping.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));)
        {
            var share = (_count - first + step - 1) / step;
            var due = (long)(TimeProvider.System.GetElapsedTime(began) / RenewEvery * share);
            var template = _target.Template("PATCH", $"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{_prefix}-########",
                $$$"""{"spec":{"renewTime":"{{{Now()}}}"} }""", "application/merge-patch+json");
            for (; renewed < due && !_stopping.IsCancellationRequested; renewed++)
            {
                var number = first + ((int)(renewed % share) * step);
                if (!IsDead(number))
                    connection.Require(template.With(number));
            }
        }
    }

    private bool IsDead(int number)
    {
        lock (_dead)
            return _dead.Contains(number);
    }
}
