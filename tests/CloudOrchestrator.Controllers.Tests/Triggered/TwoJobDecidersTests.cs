using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

/// <summary>Two processes that look after one Job: neither counts what the other has counted, and together they do not make too many pods.</summary>
public sealed class TwoJobDecidersTests : IAsyncLifetime
{
    private static readonly WorkItem Item = new("job-controller", new ObjectKey("default", "pi"));
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private readonly YieldingLog _log = new(new MemoryLog(TimeProvider.System), 1);
    private readonly ShakyQueue _queue = new(TimeProvider.System, 1);
    private Instance _one = null!;
    private Instance _two = null!;

    public Task InitializeAsync()
    {
        _one = new Instance(_log, _queue, TimeProvider.System, 1);
        _two = new Instance(_log, _queue, TimeProvider.System, 2);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Theory]
    [InlineData("pods")]
    [InlineData("batch/jobs")]
    public async Task Job_AnotherStartsItMeanwhile_PodsAreNotDoubled(string stream)
    {
        await CreateAsync(new JobSpec { Completions = 9, Parallelism = 3 });
        Meanwhile(stream);

        await _one.Engine.HandleAsync([Item], default);

        Assert.Equal(3, (await _two.ListAsync<Pod>()).Count);
    }

    [Theory]
    [InlineData("pods")]
    [InlineData("batch/jobs")]
    public async Task Job_AnotherCountsItsPodsMeanwhile_EachIsCountedOnce(string stream)
    {
        await CreateAsync(new JobSpec { Completions = 9, Parallelism = 3, BackoffLimit = 9 });
        await _two.Engine.HandleAsync([Item], default);
        await EndPodsAsync();
        Meanwhile(stream);

        await _one.Engine.HandleAsync([Item], default);
        await _two.Engine.HandleAsync([Item], default);

        Assert.Equal((2, 1), await CountsAsync());
        Assert.InRange((await _two.ListAsync<Pod>()).Count(PodProgress.IsActive), 0, 3);
    }

    [Fact]
    public async Task Job_PodsAreSeenFromBeforeTheyWereCounted_IsDecidedAgain()
    {
        await CreateAsync(new JobSpec { Completions = 9, Parallelism = 3, BackoffLimit = 9 });
        await _two.Engine.HandleAsync([Item], default);
        await EndPodsAsync();
        var replicas = await ClusterReplicas.OpenAsync(_one.Store, ResourceAccess.Of(Kinds), default);
        await replicas.RefreshAsync("pods", default);
        await _two.Engine.HandleAsync([Item], default);
        await replicas.RefreshAsync("batch/jobs", default);
        Assert.Contains(replicas.Snapshot().List<Pod>("default"), pod => pod.Metadata.Finalizers is { Count: > 0 });

        var outcome = await Handler(replicas).HandleAsync(Item, replicas, new ReconcileContext(DateTimeOffset.UnixEpoch, new SeededIds(9)), default);

        Assert.True(outcome.Outcome.Conflict);
        var named = (await _two.Client.GetAsync<Job>("default", "pi", default)).Require().Status!.UncountedTerminatedPods!;
        Assert.Equal((null, null), (named.Succeeded, named.Failed));
        Assert.Equal((2, 1), await CountsAsync());
    }

    [Fact]
    public async Task Job_AnotherDiedAfterLettingItsPodsGo_TheyBecomeNumbers()
    {
        await CreateAsync(new JobSpec { Completions = 9, Parallelism = 3, BackoffLimit = 9 });
        Assert.Empty(await _two.Engine.HandleAsync([Item], default));
        await EndPodsAsync();
        var ended = (await _two.ListAsync<Pod>()).ToLookup(pod => pod.Status!.Phase, pod => pod.Metadata.Uid!);
        Assert.Empty(await _two.Engine.HandleAsync([Item], default));
        var job = (await _two.Client.GetAsync<Job>("default", "pi", default)).Require();
        var named = new UncountedTerminatedPods { Succeeded = [.. ended["Succeeded"]], Failed = [.. ended["Failed"]] };
        var before = job with { Status = job.Status! with { Succeeded = 0, Failed = 0, UncountedTerminatedPods = named } };
        (await _two.Client.UpdateAsync(before, "status", null, default)).Require();

        Assert.Empty(await _one.Engine.HandleAsync([Item], default));

        Assert.Equal((2, 1), await CountsAsync());
    }

    private void Meanwhile(string stream)
    {
        var waiting = true;
        _log.BeforeAppend = async appended =>
        {
            if (appended != stream || !waiting)
                return;
            waiting = false;
            await _two.Engine.HandleAsync([Item], default);
        };
    }

    private async Task CreateAsync(JobSpec spec) => (await _two.Client.CreateAsync(Build.Job("pi", spec), null, default)).Require();

    private async Task EndPodsAsync()
    {
        var phase = "Failed";
        foreach (var pod in await _two.ListAsync<Pod>())
        {
            (await _two.Client.UpdateAsync(pod with { Status = new PodStatus { Phase = phase } }, "status", null, default)).Require();
            phase = "Succeeded";
        }
    }

    private async Task<(int Succeeded, int Failed)> CountsAsync()
    {
        var status = (await _two.Client.GetAsync<Job>("default", "pi", default)).Require().Status!;
        return (status.Succeeded ?? 0, status.Failed ?? 0);
    }

    private ItemHandler Handler(ClusterReplicas replicas)
    {
        var executor = new ActionExecutor(_one.Client, replicas, new EventRecorder(_one.Client, Kinds, TimeProvider.System));
        return new ItemHandler([new JobReconciler()], [], executor, _one.Client, TimeProvider.System, new SeededIds(9));
    }
}
