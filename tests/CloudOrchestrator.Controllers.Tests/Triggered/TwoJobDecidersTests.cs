using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

/// <summary>Two processes that look after one Job: neither counts what the other has counted, and together they do not make too many pods.</summary>
public sealed class TwoJobDecidersTests : IAsyncDisposable
{
    private static readonly WorkItem Item = new("job-controller", new ObjectKey("default", "pi"));
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private readonly TwoInstances _both = new();

    private Instance One => _both.One;

    private Instance Two => _both.Two;

    public ValueTask DisposeAsync() => _both.DisposeAsync();

    [Theory]
    [InlineData("pods")]
    [InlineData("batch/jobs")]
    public async Task Job_AnotherStartsItMeanwhile_PodsAreNotDoubled(string stream)
    {
        await CreateAsync(new JobSpec { Completions = 9, Parallelism = 3 });
        Meanwhile(stream);

        await One.Engine.HandleAsync([Item], default);

        Assert.Equal(3, (await Two.ListAsync<Pod>()).Count);
    }

    [Theory]
    [InlineData("pods")]
    [InlineData("batch/jobs")]
    public async Task Job_AnotherCountsItsPodsMeanwhile_EachIsCountedOnce(string stream)
    {
        await CreateAsync(new JobSpec { Completions = 9, Parallelism = 3, BackoffLimit = 9 });
        await Two.Engine.HandleAsync([Item], default);
        await EndPodsAsync();
        Meanwhile(stream);

        await One.Engine.HandleAsync([Item], default);
        await Two.Engine.HandleAsync([Item], default);

        Assert.Equal((2, 1), await CountsAsync());
        Assert.InRange((await Two.ListAsync<Pod>()).Count(PodProgress.IsActive), 0, 3);
    }

    [Fact]
    public async Task Job_PodsAreSeenFromBeforeTheyWereCounted_IsDecidedAgain()
    {
        await CreateAsync(new JobSpec { Completions = 9, Parallelism = 3, BackoffLimit = 9 });
        await Two.Engine.HandleAsync([Item], default);
        await EndPodsAsync();
        var replicas = await ClusterReplicas.OpenAsync(One.Store, ResourceAccess.Of(Kinds), default);
        await replicas.RefreshAsync("pods", default);
        await Two.Engine.HandleAsync([Item], default);
        await replicas.RefreshAsync("batch/jobs", default);
        Assert.Contains(replicas.Snapshot().List<Pod>("default"), pod => pod.Metadata.Finalizers is { Count: > 0 });

        var outcome = await _both.Handler(replicas).HandleAsync(Item, replicas, _both.Surroundings, default);

        Assert.True(outcome.Outcome.Conflict);
        var named = (await Two.Client.GetAsync<Job>("default", "pi", default)).Require().Status!.UncountedTerminatedPods!;
        Assert.Equal((null, null), (named.Succeeded, named.Failed));
        Assert.Equal((2, 1), await CountsAsync());
    }

    [Fact]
    public async Task Job_AnotherDiedAfterLettingItsPodsGo_TheyBecomeNumbers()
    {
        await CreateAsync(new JobSpec { Completions = 9, Parallelism = 3, BackoffLimit = 9 });
        Assert.Empty(await Two.Engine.HandleAsync([Item], default));
        await EndPodsAsync();
        var ended = (await Two.ListAsync<Pod>()).ToLookup(pod => pod.Status!.Phase, pod => pod.Metadata.Uid!);
        Assert.Empty(await Two.Engine.HandleAsync([Item], default));
        var job = (await Two.Client.GetAsync<Job>("default", "pi", default)).Require();
        var named = new UncountedTerminatedPods { Succeeded = [.. ended["Succeeded"]], Failed = [.. ended["Failed"]] };
        var before = job with { Status = job.Status! with { Succeeded = 0, Failed = 0, UncountedTerminatedPods = named } };
        (await Two.Client.UpdateAsync(before, "status", null, default)).Require();

        Assert.Empty(await One.Engine.HandleAsync([Item], default));

        Assert.Equal((2, 1), await CountsAsync());
    }

    private void Meanwhile(string stream) => _both.Meanwhile(stream, async () => await Two.Engine.HandleAsync([Item], default));

    private async Task CreateAsync(JobSpec spec) => (await Two.Client.CreateAsync(Build.Job("pi", spec), null, default)).Require();

    private async Task EndPodsAsync()
    {
        var phase = "Failed";
        foreach (var pod in await Two.ListAsync<Pod>())
        {
            (await Two.Client.UpdateAsync(pod with { Status = new PodStatus { Phase = phase } }, "status", null, default)).Require();
            phase = "Succeeded";
        }
    }

    private async Task<(int Succeeded, int Failed)> CountsAsync()
    {
        var status = (await Two.Client.GetAsync<Job>("default", "pi", default)).Require().Status!;
        return (status.Succeeded ?? 0, status.Failed ?? 0);
    }
}
