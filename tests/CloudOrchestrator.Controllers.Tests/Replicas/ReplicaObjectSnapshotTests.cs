using CloudOrchestrator.Client;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Coordination.Leases;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Objects.Selectors;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Stores;

namespace CloudOrchestrator.Controllers.Tests.Replicas;

public sealed class ReplicaObjectSnapshotTests : IAsyncDisposable
{
    private readonly KindRegistry _kinds = KindRegistry.BuiltIn();
    private readonly MemoryLog _log;
    private readonly ObjectStore _store;
    private readonly StoreObjectClient _client;

    public ReplicaObjectSnapshotTests()
    {
        var (time, ids) = (new ManualTimeProvider(), new SeededIds(1));
        _log = new MemoryLog(time);
        _store = new ObjectStore(_log, new ObjectStoreOptions { Indexes = ControllerEngine.Indexes }, time, ids);
        _client = new StoreObjectClient(_store, _kinds, time, ids);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _log.DisposeAsync();
    }

    [Theory]
    [InlineData("app=web", "a c d")]
    [InlineData("app", "a b c d")]
    [InlineData("app=web,tier=front", "c d")]
    [InlineData("app!=web", "b none")]
    [InlineData("app in (db,cache)", "b")]
    [InlineData("app=nothing", "")]
    [InlineData("", "a b c d none")]
    public async Task Matching_Pods_FindsThoseOfTheNamespaceInOrder(string selector, string expected)
    {
        await CreatePodAsync("default", "d", ("tier", "front"), ("app", "web"));
        await CreatePodAsync("default", "a", ("app", "web"));
        await CreatePodAsync("default", "c", ("app", "web"), ("tier", "front"));
        await CreatePodAsync("default", "b", ("app", "db"));
        await CreatePodAsync("default", "none");
        await CreatePodAsync("defaults", "other", ("app", "web"));
        var snapshot = await SnapshotAsync();
        Assert.Equal(expected, string.Join(' ', snapshot.Matching<Pod>("default", LabelMatcher.Parse(selector).Require()).Select(pod => pod.Metadata.Name)));
    }

    [Fact]
    public async Task Matching_LabelsChanged_FollowsThePod()
    {
        await CreatePodAsync("default", "a", ("app", "web"));
        var pod = (await _client.GetAsync<Pod>("default", "a", default)).Require();
        await _client.UpdateAsync(pod with { Metadata = pod.Metadata with { Labels = Labels([("app", "db")]) } }, null, default);
        var snapshot = await SnapshotAsync();
        Assert.Empty(snapshot.Matching<Pod>("default", LabelMatcher.Parse("app=web").Require()));
        Assert.Single(snapshot.Matching<Pod>("default", LabelMatcher.Parse("app=db").Require()));
    }

    [Fact]
    public async Task Matching_SlicesByService_FindsOnlyThoseOfTheNamespace()
    {
        foreach (var (space, name, service) in new[] { ("default", "web-1", "web"), ("default", "web-2", "web"), ("default", "db-1", "db"), ("other", "web-3", "web") })
        {
            var metadata = new ObjectMeta { Namespace = space, Name = name, Labels = Labels([(EndpointSliceReconciler.ServiceNameLabel, service)]) };
            (await _client.CreateAsync(new EndpointSlice { Metadata = metadata, AddressType = "IPv4", Endpoints = [] }, null, default)).Require();
        }

        var snapshot = await SnapshotAsync();
        var found = snapshot.Matching<EndpointSlice>("default", LabelMatcher.Parse($"{EndpointSliceReconciler.ServiceNameLabel}=web").Require());
        Assert.Equal(["web-1", "web-2"], found.Select(slice => slice.Metadata.Name));
    }

    [Fact]
    public async Task LeasesRenewedAfter_SomeRenewedAgain_GivesTheLatestOfTheNamespaceFirst()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var (space, name, second) in new[] { ("nodes", "a", 1), ("nodes", "b", 2), ("nodes", "c", 2), ("nodes", "d", 0), ("others", "e", 9) })
            (await _client.CreateAsync(Lease(space, name, start.AddSeconds(second)), null, default)).Require();
        (await _client.CreateAsync(Lease("nodes", "never", null), null, default)).Require();
        var again = (await _client.GetAsync<Lease>("nodes", "d", default)).Require();
        (await _client.UpdateAsync(again with { Spec = new LeaseSpec { RenewTime = start.AddSeconds(3).AddMicroseconds(7) } }, null, default)).Require();

        var snapshot = await SnapshotAsync();

        Assert.Equal(["d", "b", "c"], snapshot.LeasesRenewedAfter("nodes", start.AddSeconds(1)).Select(lease => lease.Metadata.Name));
        Assert.Empty(snapshot.LeasesRenewedAfter("nodes", start.AddSeconds(3).AddMicroseconds(7)));
    }

    [Fact]
    public async Task ServicesSelecting_WholeSelectorAmongLabels_IsFound()
    {
        await CreateServiceAsync("default", "web", ("app", "web"));
        await CreateServiceAsync("default", "front", ("tier", "front"), ("app", "web"));
        await CreateServiceAsync("default", "other-tier", ("app", "web"), ("tier", "back"));
        await CreateServiceAsync("default", "external");
        await CreateServiceAsync("other", "web", ("app", "web"));
        var snapshot = await SnapshotAsync();
        Assert.Equal(["front", "web"], Names(snapshot.ServicesSelecting("default", Labels([("app", "web"), ("tier", "front")]))));
        Assert.Equal(["web"], Names(snapshot.ServicesSelecting("default", Labels([("app", "web")]))));
        Assert.Empty(snapshot.ServicesSelecting("default", null));
    }

    private static Lease Lease(string @namespace, string name, DateTimeOffset? renewed) =>
        new() { Metadata = new ObjectMeta { Namespace = @namespace, Name = name }, Spec = new LeaseSpec { RenewTime = renewed } };

    private static IEnumerable<string> Names(IEnumerable<Service> services) => services.Select(service => service.Metadata.Name!).Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Labels((string Key, string Value)[] labels) => labels.ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal);

    private async Task<ReplicaObjectSnapshot> SnapshotAsync() => (await ClusterReplicas.OpenAsync(_store, ResourceAccess.Of(_kinds), default)).Snapshot();

    private async Task CreatePodAsync(string @namespace, string name, params (string Key, string Value)[] labels)
    {
        var metadata = new ObjectMeta { Namespace = @namespace, Name = name, Labels = labels.Length == 0 ? null : Labels(labels) };
        (await _client.CreateAsync(new Pod { Metadata = metadata, Spec = new PodSpec { Containers = [new Container { Name = "c" }] } }, null, default)).Require();
    }

    private async Task CreateServiceAsync(string @namespace, string name, params (string Key, string Value)[] selector)
    {
        var spec = new ServiceSpec { Selector = selector.Length == 0 ? null : Labels(selector) };
        (await _client.CreateAsync(new Service { Metadata = new ObjectMeta { Namespace = @namespace, Name = name }, Spec = spec }, null, default)).Require();
    }
}
