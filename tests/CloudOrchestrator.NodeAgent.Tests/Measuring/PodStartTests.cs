using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Measuring;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Agents;
using CloudOrchestrator.Testing.Stores;

namespace CloudOrchestrator.NodeAgent.Tests.Measuring;

public sealed class PodStartTests : IDisposable
{
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ActivitySpanId _doorbell = ActivitySpanId.CreateRandom();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly SemaphoreSlim _more = new(0);
    private readonly ActivityListener _listener;
    private readonly ManualTimeProvider _time = new();

    public PodStartTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CloudOrchestrator.NodeAgent",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                _ended.Enqueue(span);
                _more.Release();
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _more.Dispose();
    }

    [Fact]
    public void Begin_PodOfADoorbell_ContinuesItsTraceUntilThePodRuns()
    {
        var start = PodStart.Begin(Pod(null), $"00-{_trace}-{_doorbell}-01", _time);
        Assert.Null(Activity.Current);
        using (PodStart.BeginContainer(Pod(null), "main", start.Trace))
            start.Reached("Pending");
        Assert.DoesNotContain(Spans(), span => span.OperationName == "start pod");
        start.Reached("Running");
        start.Reached("Succeeded");

        var pod = Assert.Single(Spans(), span => span.OperationName == "start pod");
        var container = Assert.Single(Spans(), span => span.OperationName == "start container");
        Assert.Equal((_doorbell, pod.SpanId), (pod.ParentSpanId, container.ParentSpanId));
        Assert.Equal("main", container.GetTagItem("k8s.container.name"));
        Assert.Equal(default, start.Trace);
    }

    [Fact]
    public void Begin_PodThatRuns_IsNoStart()
    {
        var start = PodStart.Begin(Pod("Running"), $"00-{_trace}-{_doorbell}-01", _time);
        start.Reached("Running");
        start.End();
        Assert.Empty(Spans());
    }

    [Fact]
    public async Task Agent_NewPod_SpansFromFirstSightUntilItRuns()
    {
        var ids = new Objects.RandomIdSource();
        var runtime = new PretendContainerRuntime(new PretendRuntimeOptions(), TimeProvider.System, ids);
        var network = new PretendPodNetwork(_ => Task.FromResult(IPNetwork.Parse("10.244.1.0/24")));
        await using var agent = new RunningAgent(
            new MemoryObjectClient(TimeProvider.System, ids), runtime, network, _ => new PretendPodVolumes(), TimeProvider.System);
        var uid = (await agent.CreateAsync(RunningAgent.Pod("web", new Container { Name = "main", Image = "app:1" }))).Metadata.Uid;
        await agent.UntilAsync("web", pod => pod.Status?.Phase == "Running");
        while (_ended.Count(span => Equals(span.GetTagItem("k8s.pod.uid"), uid)) < 2)
            Assert.True(await _more.WaitAsync(TimeSpan.FromSeconds(30)), "the pod's spans have not ended");

        var spans = _ended.Where(span => Equals(span.GetTagItem("k8s.pod.uid"), uid)).ToDictionary(span => span.OperationName);
        Assert.Equal(spans["start pod"].SpanId, spans["start container"].ParentSpanId);
    }

    [Fact]
    public async Task Measured_Operations_AreCountedByType()
    {
        var counted = new ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name.StartsWith("kubelet_runtime_operations", StringComparison.Ordinal) && instrument is Counter<long>)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => counted.Enqueue($"{instrument.Name} {tags[0].Value}"));
        listener.Start();
        var runtime = new MeasuredRuntime(new PretendContainerRuntime(new PretendRuntimeOptions(), _time, new Objects.RandomIdSource()), _time);
        await runtime.VersionAsync(CancellationToken.None);
        await Assert.ThrowsAsync<RuntimeException>(() => runtime.StartAsync("none", CancellationToken.None));
        Assert.Contains("kubelet_runtime_operations_total version", counted);
        Assert.Contains("kubelet_runtime_operations_total start_container", counted);
        Assert.Contains("kubelet_runtime_operations_errors_total start_container", counted);
    }

    private List<Activity> Spans() => [.. _ended.Where(span => span.TraceId == _trace)];

    private static Pod Pod(string? phase) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = "web", Uid = "u" },
        Status = phase is null ? null : new PodStatus { Phase = phase },
    };
}
