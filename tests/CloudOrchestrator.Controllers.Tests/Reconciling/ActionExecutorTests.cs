using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;
using CloudOrchestrator.Testing.Stores;

namespace CloudOrchestrator.Controllers.Tests.Reconciling;

public sealed class ActionExecutorTests : IAsyncLifetime
{
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private readonly ManualTimeProvider _time = new();
    private readonly SeededIds _ids = new(1);
    private readonly MemoryLog _log;
    private readonly ObjectStore _store;
    private readonly StoreObjectClient _client;
    private ClusterReplicas _replicas = null!;
    private ActionExecutor _executor = null!;

    public ActionExecutorTests()
    {
        _log = new MemoryLog(_time);
        _store = new ObjectStore(_log, new ObjectStoreOptions { Indexes = ControllerEngine.Indexes }, _time, _ids);
        _client = new StoreObjectClient(_store, Kinds, _time, _ids);
    }

    public async Task InitializeAsync()
    {
        _replicas = await ClusterReplicas.OpenAsync(_store, ResourceAccess.Of(Kinds), default);
        _executor = new ActionExecutor(_client, _replicas, new EventRecorder(_client, Kinds, _time));
    }

    [Fact]
    public async Task ExecuteAsync_SeveralWritesToOneObject_KnowTheirOwn()
    {
        var deployment = (await _client.CreateAsync(Build.Deployment("web", 1), null, default)).Require();
        var annotate = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["a"] = "b" } } };

        var outcome = await ExecuteAsync(
            new ObjectAction.Patch(typeof(Deployment), Ownership.KeyOf(deployment), deployment.Metadata.Uid!, deployment.Metadata.ResourceVersion, annotate),
            new ObjectAction.UpdateStatus(deployment with { Status = new DeploymentStatus { Replicas = 1 } }));

        Assert.Equal(ExecutionOutcome.Done, outcome);
        var stored = (await _client.GetAsync<Deployment>("default", "web", default)).Require();
        Assert.Equal(("b", 1), (stored.Metadata.Annotations!["a"], stored.Status!.Replicas));
    }

    [Fact]
    public async Task ExecuteAsync_ObjectChangedByOthers_IsOutOfDate()
    {
        var deployment = (await _client.CreateAsync(Build.Deployment("web", 1), null, default)).Require();
        (await _client.UpdateAsync(deployment with { Spec = deployment.Spec! with { Replicas = 2 } }, null, default)).Require();

        var outcome = await ExecuteAsync(new ObjectAction.UpdateStatus(deployment with { Status = new DeploymentStatus { Replicas = 1 } }));

        Assert.True(outcome.Conflict);
    }

    [Fact]
    public async Task ExecuteAsync_CreationsRefused_StopsAfterTheFirst()
    {
        _client.Refuse = _ => ApiStatuses.Forbidden(new("", "v1", "pods"), "", "no");

        var outcome = await ExecuteAsync([.. Enumerable.Range(0, 100).Select(i => new ObjectAction.Create(Build.Pod($"web-{i}"), "owner"))]);

        Assert.Equal("no", outcome.Failure!.Status.Message![^2..]);
        Assert.Equal(1, _client.Requests["create pods"]);
    }

    [Fact]
    public async Task ExecuteAsync_DecidedTwiceOnOneSnapshot_CreatesOnce()
    {
        var first = _replicas.Snapshot();
        var second = _replicas.Snapshot();
        Assert.Equal(first.RevisionOf(typeof(Pod)), second.RevisionOf(typeof(Pod)));
        var other = Build.Pod("bystander") with { Metadata = Build.Meta("bystander") with { OwnerReferences = [Owner()] } };

        await _executor.ExecuteAsync("test", Creations("a"), first, null, default);
        (await _client.CreateAsync(other, null, default)).Require();
        var outcome = await _executor.ExecuteAsync("test", Creations("b"), second, null, default);

        Assert.True(outcome.Conflict);
        Assert.Equal(4, (await _client.ListAsync<Pod>(null, new(), default)).Require().Items.Count);
    }

    [Fact]
    public async Task ExecuteAsync_DeletingWhatIsGone_IsDone()
    {
        Assert.Equal(ExecutionOutcome.Done, await ExecuteAsync(new ObjectAction.Delete(typeof(Pod), new ObjectKey("default", "gone"), "uid")));
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _log.DisposeAsync();
    }

    private static OwnerReference Owner() => new() { ApiVersion = "apps/v1", Kind = "ReplicaSet", Name = "web", Uid = "owner", Controller = true };

    private static IReadOnlyList<ObjectAction> Creations(string prefix) =>
    [
        .. Enumerable.Range(0, 3).Select(i =>
            new ObjectAction.Create(Build.Pod($"{prefix}-{i}") with { Metadata = Build.Meta($"{prefix}-{i}") with { OwnerReferences = [Owner()] } }, "owner")),
    ];

    private Task<ExecutionOutcome> ExecuteAsync(params ObjectAction[] actions) => _executor.ExecuteAsync("test", actions, _replicas.Snapshot(), null, default);
}
