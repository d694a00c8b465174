using CloudOrchestrator.Kinds.Core.EndpointLists;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Services;

public sealed class EndpointsReconcilerTests
{
    [Fact]
    public void Decide_ReadyAndUnreadyPods_AreInOneSubset()
    {
        var endpoints = Settled(ServiceSituations.With(3));

        var subset = Assert.Single(endpoints.Subsets!);
        Assert.Equal(["10.244.0.2", "10.244.0.3"], subset.Addresses!.Select(address => address.Ip));
        Assert.Equal(["10.244.0.1"], subset.NotReadyAddresses!.Select(address => address.Ip));
        Assert.Equal(("http", 8080, "TCP"), (subset.Ports![0].Name, subset.Ports[0].Port, subset.Ports[0].Protocol));
        Assert.Equal(("Pod", "web-001", "a"), (subset.Addresses![0].TargetRef!.Kind, subset.Addresses[0].TargetRef!.Name, subset.Addresses[0].NodeName));
    }

    [Fact]
    public void Decide_TwoPorts_ShareTheSubsetOfTheirAddresses()
    {
        var world = ServiceSituations.With(2);
        world.Put(Build.Service("web", new ServicePort { Name = "b", Port = 80, TargetPort = 8080 }, new ServicePort { Name = "a", Port = 81, TargetPort = 8081 }));

        Assert.Equal(["a", "b"], Assert.Single(Settled(world).Subsets!).Ports!.Select(port => port.Name));
    }

    [Fact]
    public void Decide_MoreThanAThousandAddresses_IsTruncatedAndSaysSo()
    {
        var world = ServiceSituations.With(1100);

        var endpoints = Settled(world);

        Assert.Equal(1000, endpoints.Subsets!.Sum(subset => (subset.Addresses?.Count ?? 0) + (subset.NotReadyAddresses?.Count ?? 0)));
        Assert.Equal("truncated", endpoints.Metadata.Annotations!["endpoints.kubernetes.io/over-capacity"]);
    }

    [Fact]
    public void Decide_TerminatingPod_IsLeftOut()
    {
        var world = ServiceSituations.With(2);
        var pod = world.Require<Pod>("default", "web-001");
        world.Put(pod with { Metadata = pod.Metadata with { DeletionTimestamp = world.Now, DeletionGracePeriodSeconds = 30 } });

        Assert.Null(Assert.Single(Settled(world).Subsets!).Addresses);
    }

    [Fact]
    public void Decide_ServiceGone_DeletesWhatWeWroteButNotWhatUsersWrote()
    {
        var world = ServiceSituations.With(1);
        Settled(world);
        world.Remove<Service>("default", "web");
        Assert.IsType<ObjectAction.Delete>(Assert.Single(Decide(world).Actions));

        var byHand = new Endpoints { ApiVersion = "v1", Kind = "Endpoints", Metadata = Build.Meta("web"), Subsets = [new EndpointSubset { Addresses = [new EndpointAddress { Ip = "192.0.2.1" }] }] };
        world.Put(byHand);
        Assert.Empty(Decide(world).Actions);
    }

    private static Endpoints Settled(ObjectWorld world)
    {
        Assert.Null(world.Apply(Decide(world).Actions));
        Assert.Empty(Decide(world).Actions);
        return world.Require<Endpoints>("default", "web");
    }

    private static Decision Decide(ObjectWorld world) => new EndpointsReconciler().Decide(ServiceSituations.Key, world, new ReconcileContext(world.Now, new SeededIds(5)));
}
