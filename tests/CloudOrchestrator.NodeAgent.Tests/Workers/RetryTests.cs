using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.NodeAgent.Workers;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Agents;
using CloudOrchestrator.Testing.Stores;

namespace CloudOrchestrator.NodeAgent.Tests.Workers;

/// <summary>What has failed is tried again at its own time, whatever else fails meanwhile: a worker sleeps until the first of these times.</summary>
public sealed class RetryTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ConcurrentQueue<Action> _steps = new();

    [Fact]
    public async Task RetryAfter_OperationAndStatusWriteFail_EachHasItsOwnTime()
    {
        var client = new MemoryObjectClient(_time, new RandomIdSource());
        await using var agent = new RunningAgent(
            client,
            new PretendContainerRuntime(new PretendRuntimeOptions(), _time, new RandomIdSource()),
            new PretendPodNetwork(_ => Task.FromResult(IPNetwork.Parse("10.244.1.0/24"))),
            _ => new PretendPodVolumes(),
            _time);
        var context = agent.Context with { Runtime = DispatchProxy.Create<IContainerRuntime, NoRuntime>() };
        await using var operations = new PodOperations(context, new SandboxOperations(context), new PodMemory(), _steps.Enqueue);
        var status = new PodStatusWriter(context, _steps.Enqueue);
        var start = _time.GetUtcNow();
        var pod = RunningAgent.Pod("not-stored");
        void Remove() => operations.Begin(pod, new PodAction.RemoveContainer("c1"), new PodView(), default, default);

        Remove();
        await StepsAsync(() => operations.RetryAfter(start) is not null && operations.Idle);
        _time.Advance(TimeSpan.FromSeconds(0.5));
        status.Begin(pod, new PodStatus { Phase = "Running" }, _ => { }, default);
        await StepsAsync(() => status.RetryAfter(start) is not null);

        Assert.Equal(start.AddSeconds(2), operations.RetryAfter(_time.GetUtcNow()));
        Assert.Equal(start.AddSeconds(1.5), status.RetryAfter(_time.GetUtcNow()));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(status.RetryAfter(_time.GetUtcNow()));
        Remove();
        Assert.True(operations.Idle);
        Assert.Equal(start.AddSeconds(2), operations.RetryAfter(_time.GetUtcNow()));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Null(operations.RetryAfter(_time.GetUtcNow()));
        Remove();
        Assert.False(operations.Idle);
        await StepsAsync(() => operations.Idle);
    }

    private async Task StepsAsync(Func<bool> until)
    {
        var patience = Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!until())
        {
            Assert.False(patience.IsCompleted, "it has not happened");
            while (_steps.TryDequeue(out var step))
                step();
            await Task.Yield();
        }
    }

    /// <summary>An engine that refuses everything.</summary>
    public class NoRuntime : DispatchProxy
    {
        /// <inheritdoc/>
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new RuntimeException(RuntimeFailure.Unreachable, "away");
    }
}
