using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Services;

public sealed class EndpointSliceReconcilerTests
{
    [Fact]
    public void Decide_ManyPods_SpreadsThemOverSlicesOfAHundred()
    {
        var world = ServiceSituations.With(250);
        Settle(world);

        var slices = world.List<EndpointSlice>();
        Assert.Equal([100, 100, 50], slices.Select(slice => slice.Endpoints.Count).OrderDescending());
        Assert.All(slices, slice => Assert.Equal(
            ("web", "endpointslice-controller.k8s.io", "IPv4", "web-"),
            (slice.Metadata.Labels!["kubernetes.io/service-name"], slice.Metadata.Labels["endpointslice.kubernetes.io/managed-by"], slice.AddressType, slice.Metadata.GenerateName)));
        Assert.Equal(("http", 8080, "TCP"), (slices[0].Ports[0].Name, slices[0].Ports[0].Port, slices[0].Ports[0].Protocol));
    }

    [Fact]
    public void Decide_OnePodChanges_WritesOneSlice()
    {
        var world = ServiceSituations.With(250);
        Settle(world);
        var pod = world.Require<Pod>("default", "web-000");
        world.Put(pod with { Status = Build.Pod("x", ready: true, ip: pod.Status!.PodIP).Status });

        var action = Assert.Single(Decide(world).Actions);

        var slice = Assert.IsType<EndpointSlice>(Assert.IsType<ObjectAction.Update>(action).Value);
        Assert.Equal(new EndpointConditions { Ready = true, Serving = true, Terminating = false }, slice.Endpoints.Single(endpoint => endpoint.TargetRef!.Name == "web-000").Conditions);
    }

    [Fact]
    public void Decide_TerminatingPod_ServesButIsNotReady()
    {
        var world = ServiceSituations.With(2);
        var pod = world.Require<Pod>("default", "web-001");
        world.Put(pod with { Metadata = pod.Metadata with { DeletionTimestamp = world.Now, DeletionGracePeriodSeconds = 30 } });
        Settle(world);

        var endpoint = Assert.Single(world.List<EndpointSlice>()).Endpoints.Single(endpoint => endpoint.TargetRef!.Name == "web-001");
        Assert.Equal(new EndpointConditions { Ready = false, Serving = true, Terminating = true }, endpoint.Conditions);
    }

    [Fact]
    public void Decide_NamedTargetPorts_ResolvePerPod()
    {
        var world = ServiceSituations.With(0);
        world.Put(Build.Service("web", new ServicePort { Name = "http", Port = 80, TargetPort = "http", Protocol = "TCP" }));
        world.Put(WithPort(Build.Pod("old", node: "a", ready: true, ip: "10.244.0.1"), 8080));
        world.Put(WithPort(Build.Pod("new", node: "a", ready: true, ip: "10.244.0.2"), 9090));
        Settle(world);

        Assert.Equal([8080, 9090], world.List<EndpointSlice>().Select(slice => slice.Ports[0].Port!.Value).Order());
    }

    [Fact]
    public void Decide_NoPods_KeepsOneEmptySlice()
    {
        var world = ServiceSituations.With(0);
        Settle(world);

        Assert.Empty(Assert.Single(world.List<EndpointSlice>()).Endpoints);
    }

    [Fact]
    public void Decide_FirstPodArrives_FillsTheEmptySlice()
    {
        var world = ServiceSituations.With(0);
        Settle(world);
        var name = Assert.Single(world.List<EndpointSlice>()).Metadata.Name;
        world.Put(Build.Pod("web-1", node: "a", ready: true, ip: "10.244.0.1"));
        Settle(world);

        var slice = Assert.Single(world.List<EndpointSlice>());
        Assert.Equal((name, 1, 1), (slice.Metadata.Name, slice.Endpoints.Count, slice.Ports.Count));
    }

    [Fact]
    public void Decide_PublishNotReadyAddresses_MarksAllReady()
    {
        var world = ServiceSituations.With(1);
        var service = world.Require<Service>("default", "web");
        world.Put(service with { Spec = service.Spec! with { PublishNotReadyAddresses = true, ClusterIP = "None" } });
        Settle(world);

        var slice = Assert.Single(world.List<EndpointSlice>());
        Assert.True(Assert.Single(slice.Endpoints).Conditions!.Ready);
        Assert.Equal("", slice.Metadata.Labels!["service.kubernetes.io/headless"]);
    }

    private static Pod WithPort(Pod pod, int port) => pod with
    {
        Spec = pod.Spec! with { Containers = [pod.Spec.Containers[0] with { Ports = [new ContainerPort { Name = "http", ContainerPortValue = port, Protocol = "TCP" }] }] },
    };

    private static void Settle(ObjectWorld world)
    {
        for (var pass = 0; pass < 3; pass++)
            Assert.Null(world.Apply(Decide(world).Actions));
        Assert.Empty(Decide(world).Actions);
    }

    private static Decision Decide(ObjectWorld world) => new EndpointSliceReconciler().Decide(ServiceSituations.Key, world, new ReconcileContext(world.Now, new SeededIds(5)));
}
