using CloudOrchestrator.Kinds.Core.EndpointLists;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Services;

public sealed class EndpointSliceMirroringReconcilerTests
{
    private readonly ObjectWorld _world = new();

    [Fact]
    public void Decide_EndpointsByHand_AreMirrored()
    {
        PutServiceWithoutSelector();
        PutEndpoints("192.0.2.1", "192.0.2.2");

        Settle();

        var slice = Assert.Single(_world.List<EndpointSlice>());
        Assert.Equal(["192.0.2.1", "192.0.2.2"], slice.Endpoints.Select(endpoint => endpoint.Addresses[0]).Order(StringComparer.Ordinal));
        Assert.Equal("endpointslicemirroring-controller.k8s.io", slice.Metadata.Labels!["endpointslice.kubernetes.io/managed-by"]);
        Assert.Equal("Endpoints", slice.Metadata.OwnerReferences![0].Kind);
    }

    [Fact]
    public void Decide_SelectorAdded_RemovesTheMirror()
    {
        PutServiceWithoutSelector();
        PutEndpoints("192.0.2.1");
        Settle();
        _world.Put(Build.Service("web"));

        Settle();

        Assert.Empty(_world.List<EndpointSlice>());
    }

    [Fact]
    public void Decide_SkipMirrorLabel_IsObeyed()
    {
        PutServiceWithoutSelector();
        PutEndpoints("192.0.2.1");
        var endpoints = _world.Require<Endpoints>("default", "web");
        _world.Put(endpoints with { Metadata = endpoints.Metadata with { Labels = Build.Labels("endpointslice.kubernetes.io/skip-mirror=true") } });

        Settle();

        Assert.Empty(_world.List<EndpointSlice>());
    }

    private void PutServiceWithoutSelector()
    {
        var service = Build.Service("web");
        _world.Put(service with { Spec = service.Spec! with { Selector = null } });
    }

    private void PutEndpoints(params string[] addresses) => _world.Put(new Endpoints
    {
        ApiVersion = "v1",
        Kind = "Endpoints",
        Metadata = Build.Meta("web"),
        Subsets = [new EndpointSubset { Addresses = [.. addresses.Select(ip => new EndpointAddress { Ip = ip })], Ports = [new EndpointPort { Port = 80, Protocol = "TCP" }] }],
    });

    private void Settle()
    {
        Assert.Null(_world.Apply(Decide().Actions));
        Assert.Empty(Decide().Actions);
    }

    private Decision Decide() => new EndpointSliceMirroringReconciler().Decide(new ObjectKey("default", "web"), _world, new ReconcileContext(_world.Now, new SeededIds(5)));
}
