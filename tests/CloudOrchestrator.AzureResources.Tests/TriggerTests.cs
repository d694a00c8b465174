using CloudOrchestrator.AzureResources.LoadBalancers;
using CloudOrchestrator.AzureResources.NodePools;
using CloudOrchestrator.AzureResources.Tests.NodePools;
using CloudOrchestrator.Controllers;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Autoscaling.NodePools;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.AzureResources.Tests;

/// <summary>What wakes the controllers: every waking is paid for, and a change that wakes nobody is lost until the next resync.</summary>
public sealed class TriggerTests
{
    private readonly ObjectWorld _world = new();

    [Fact]
    public void Pod_FoundNoNode_Wakes()
    {
        _world.Put(Given.Pool("a"));
        var fresh = Given.Pending("p", "1") with { Status = new PodStatus { Phase = "Pending" } };
        Assert.True(WakesAutoscaler(fresh, Given.Pending("p", "1")));
    }

    [Fact]
    public void Pod_StillFindsNoNode_DoesNotWakeAgain()
    {
        _world.Put(Given.Pool("a"));
        Assert.False(WakesAutoscaler(Given.Pending("p", "1"), Given.Pending("p", "1").Annotated("x", "y")));
    }

    [Fact]
    public void Pod_GaveItsNodeBack_Wakes()
    {
        _world.Put(Given.Pool("a"));
        var running = Given.Pod("p", "1", "a-0");
        Assert.True(WakesAutoscaler(running, null));
        Assert.True(WakesAutoscaler(running, running with { Status = new PodStatus { Phase = "Succeeded" } }));
        Assert.False(WakesAutoscaler(running, running.Annotated("x", "y")));
    }

    [Fact]
    public void Pod_WasBound_WakesOnlyForANodeAboutToGo()
    {
        _world.Put(Given.Pool("a") with { Status = new NodePoolStatus { Unneeded = [new UnneededNode { Name = "a-0" }] } });
        Assert.True(WakesAutoscaler(Given.Pending("p", "1"), Given.Pod("p", "1", "a-0")));
        Assert.False(WakesAutoscaler(Given.Pending("p", "1"), Given.Pod("p", "1", "a-1")));
    }

    [Fact]
    public void AnyChange_WithoutPools_DoesNotWake()
    {
        Assert.False(WakesAutoscaler(null, Given.Pending("p", "1")));
        Assert.False(WakesAutoscaler(null, Given.Node("a-0", "a")));
    }

    [Fact]
    public void Node_Heartbeat_DoesNotWakeButSilenceDoes()
    {
        _world.Put(Given.Pool("a"));
        var node = Given.Node("a-0", "a");
        Assert.False(WakesAutoscaler(node, node with { Metadata = node.Metadata with { ResourceVersion = "9" } }));
        Assert.True(WakesAutoscaler(node, Given.Node("a-0", "a", ready: false)));
        Assert.True(WakesAutoscaler(node, null));
    }

    [Fact]
    public void NodePool_StatusWritten_DoesNotWakeButSpecDoes()
    {
        var pool = Given.Pool("a") with { Metadata = new() { Name = "a", Generation = 1 } };
        Assert.False(WakesAutoscaler(pool, pool with { Status = new NodePoolStatus { Desired = 3 } }));
        Assert.True(WakesAutoscaler(pool, pool with { Metadata = pool.Metadata with { Generation = 2 } }));
        Assert.True(WakesAutoscaler(null, pool));
    }

    [Fact]
    public void Service_OfThisCloud_WakesForWhatItAsksFor()
    {
        var plain = Build.Service("web", new ServicePort { Port = 80 });
        var balanced = plain with { Spec = plain.Spec! with { Type = "LoadBalancer" } };
        Assert.False(WakesLoadBalancers(null, plain));
        Assert.True(WakesLoadBalancers(plain, balanced));
        Assert.True(WakesLoadBalancers(balanced, plain));
        Assert.True(WakesLoadBalancers(balanced, balanced with { Spec = balanced.Spec! with { Ports = [new ServicePort { Port = 81 }] } }));
        Assert.True(WakesLoadBalancers(balanced, balanced with { Metadata = balanced.Metadata with { Annotations = Build.Labels("a=b") } }));
        Assert.False(WakesLoadBalancers(balanced, balanced with { Status = new ServiceStatus() }));
        Assert.False(WakesLoadBalancers(null, balanced with { Spec = balanced.Spec! with { LoadBalancerClass = "example.com/other" } }));
    }

    [Fact]
    public void Node_ComesOrGoes_WakesLoadBalancersOnlyWhereThereAreSome()
    {
        var node = Given.Node("a-0", "a");
        node = node with { Status = node.Status! with { Addresses = [new NodeAddress { Type = "InternalIP", Address = "10.0.0.4" }] } };
        Assert.False(WakesLoadBalancers(null, node));
        var plain = Build.Service("web", new ServicePort { Port = 80 });
        _world.Put(plain with { Spec = plain.Spec! with { Type = "LoadBalancer" } });
        Assert.True(WakesLoadBalancers(null, node));
        Assert.False(WakesLoadBalancers(node, node with { Metadata = node.Metadata with { ResourceVersion = "9" } }));
        Assert.True(WakesLoadBalancers(node, node with { Spec = node.Spec! with { Taints = [new Taint { Key = AutoscalerNames.ToBeDeleted, Effect = "NoSchedule" }] } }));
    }

    private bool WakesAutoscaler<T>(T? before, T? after)
        where T : class, IKubernetesObject => Wakes(NodePoolController.ControllerName, before, after);

    private bool WakesLoadBalancers<T>(T? before, T? after)
        where T : class, IKubernetesObject => Wakes(LoadBalancerController.ControllerName, before, after);

    private bool Wakes<T>(string controller, T? before, T? after)
        where T : class, IKubernetesObject =>
        Controllers().Single(found => found.Name == controller).Triggers
            .Where(trigger => trigger.ObjectType == typeof(T))
            .SelectMany(trigger => trigger.Keys(before, after, _world))
            .Any();

    private static IReadOnlyList<IExternalController> Controllers() => AzureResourceControllers.Create(
        new AzureResourcesOptions { SubscriptionId = "00000000-0000-0000-0000-0000000000a1", ResourceGroup = "cluster" },
        new FakeCredential(),
        KindRegistry.BuiltIn(),
        new ManualTimeProvider(),
        new SeededIds(1));
}
