using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

/// <summary>
/// A control plane of several processes that are called, killed and started cold, over one log and one queue that loses, doubles and reorders; and agents that run
/// whatever pods are bound to their nodes.
/// </summary>
internal sealed class SimulatedCloud : IAsyncDisposable
{
    private const int StepsMax = 400;

    private readonly ManualTimeProvider _time = new();
    private readonly Random _random;
    private readonly MemoryLog _memory;
    private readonly YieldingLog _log;
    private readonly ShakyQueue _queue;
    private readonly Instance?[] _instances;
    private int _seed;

    public SimulatedCloud(int seed, int instances)
    {
        _seed = seed * 1000;
        _random = new Random(seed);
        _memory = new MemoryLog(_time);
        _log = new YieldingLog(_memory, seed);
        _queue = new ShakyQueue(_time, seed);
        _instances = new Instance?[instances];
        Api = NewInstance();
    }

    /// <summary>The process that users and agents talk to.</summary>
    public Instance Api { get; }

    public int Kills { get; private set; }

    /// <summary>Makes life hard, or easy again.</summary>
    public void Trouble(bool on)
    {
        _queue.Percent = on ? (10, 15) : (0, 0);
        _log.LostPerThousand = on ? 15 : 0;
        _killsPercent = on ? 15 : 0;
    }

    private int _killsPercent;

    public async Task CreateNodesAsync(int count, int podsEach)
    {
        for (var i = 0; i < count; i++)
        {
            var resources = new Dictionary<string, Quantity>
            {
                ["cpu"] = Quantity.Parse("64"),
                ["memory"] = Quantity.Parse("64Gi"),
                ["pods"] = Quantity.Parse($"{podsEach}"),
            };
            var node = Build.Node($"node-{i}");
            await DoAsync(() => Api.Client.CreateAsync(node with { Status = node.Status! with { Allocatable = resources, Capacity = resources } }, null, default));
        }
    }

    /// <summary>Does something that may fail with an unknown outcome until it has been answered.</summary>
    public Task<ResultOf<T>> DoAsync<T>(Func<Task<ResultOf<T>>> request) => PassingTimeAsync(RepeatAsync(request));

    private static async Task<ResultOf<T>> RepeatAsync<T>(Func<Task<ResultOf<T>>> request)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await request();
            }
            catch (IOException) when (attempt < 20)
            {
            }
        }
    }

    /// <summary>Runs until the condition holds with everything at rest.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        for (var step = 0; step < StepsMax; step++)
        {
            await StepAsync(step);
            if (await condition())
                return;
        }

        var pods = await Api.ListAsync<Pod>();
        var faults = _instances.OfType<Instance>().SelectMany(instance => instance.Faults).Select(fault => fault.ToString()).Take(3);
        Assert.Fail($"{what} did not happen; {pods.Count} pods, {pods.Count(pod => pod.Spec!.NodeName is { Length: > 0 })} bound; {string.Join('\n', faults)}");
    }

    /// <summary>Every state the cluster has ever been in: at each revision of the pods.</summary>
    public async Task<IReadOnlyList<LogRecord>> HistoryAsync(string stream) => (await _memory.ReadAsync(stream, 0, int.MaxValue, default)).Records;

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        foreach (var instance in _instances.OfType<Instance>())
            await instance.DisposeAsync();
    }

    private async Task StepAsync(int step)
    {
        await PassingTimeAsync(Task.WhenAll(Enumerable.Range(0, _instances.Length).Select(i => Task.Run(() => WorkAsync(i)))));
        await PassingTimeAsync(RunPodsAsync());
        _time.Advance(TimeSpan.FromMilliseconds(500));
        if (step % 40 == 39)
            await PassingTimeAsync(RetriedAsync(Api, () => Api.Engine.ResyncAsync(default)));
    }

    // Retries wait on the test's clock.
    private async Task<T> PassingTimeAsync<T>(Task<T> work)
    {
        await PassingTimeAsync((Task)work);
        return await work;
    }

    private async Task PassingTimeAsync(Task work)
    {
        while (await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System)) != work)
            _time.Advance(TimeSpan.FromMilliseconds(20));
        await work;
    }

    // A call of one process, which may be killed in the middle of it. What it was called with is then delivered again.
    private async Task WorkAsync(int index)
    {
        var instance = _instances[index] ??= NewInstance();
        var items = _queue.Take(Dice(12) + 1);
        if (items.Count == 0)
            return;
        using var kill = new CancellationTokenSource();
        var doomed = Dice(100) < _killsPercent;
        var work = RetriedAsync(instance, async () =>
        {
            foreach (var failed in await instance.Engine.HandleAsync(items, kill.Token))
                await _queue.AddAsync([failed.Item], TimeSpan.FromSeconds(1), default);
        });
        if (doomed)
        {
            for (var turns = Dice(200); turns > 0 && !work.IsCompleted; turns--)
                await Task.Yield();
            await kill.CancelAsync();
        }

        if (await work && !doomed)
            return;
        await _queue.AddAsync(items, TimeSpan.Zero, default);
        _instances[index] = null;
        Kills++;
        await instance.DisposeAsync();
    }

    private static async Task<bool> RetriedAsync(Instance instance, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            instance.Faults.Add(exception);
            return false;
        }
    }

    // Agents: what is bound runs, what is being deleted goes.
    private async Task RunPodsAsync()
    {
        foreach (var pod in (await Api.ListAsync<Pod>()).Where(pod => pod.Spec!.NodeName is { Length: > 0 }))
        {
            var (space, name) = (pod.Metadata.Namespace!, pod.Metadata.Name!);
            if (pod.Metadata.DeletionTimestamp is not null)
            {
                var now = new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new Preconditions { Uid = pod.Metadata.Uid } };
                await RepeatAsync(() => Api.Client.DeleteAsync<Pod>(space, name, now, default));
            }
            else if (pod.Status?.Phase != "Running")
            {
                var ready = new JsonObject { ["type"] = "Ready", ["status"] = "True", ["lastTransitionTime"] = Timestamps.Format(_time.GetUtcNow()) };
                var status = new JsonObject { ["status"] = new JsonObject { ["phase"] = "Running", ["conditions"] = new JsonArray(ready) } };
                await RepeatAsync(() => Api.Client.PatchAsync<Pod>(space, name, new PatchBody(PatchBody.MergePatch, status, "agent"), "status", default));
            }
        }
    }

    private int Dice(int below)
    {
        lock (_random)
            return _random.Next(below);
    }

    private Instance NewInstance() => new(_log, _queue, _time, Interlocked.Increment(ref _seed));
}
