using System.Text.Json.Nodes;
using CloudOrchestrator.Controllers;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Core.Events;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.AzureResources.Tests.NodePools;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Azure.Arm;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.AzureResources.Tests.LoadBalancers;

/// <summary>The controller of load balancers over a fake Azure and an in-memory cluster of two nodes.</summary>
public abstract class LoadBalancerFixture : IAsyncLifetime
{
    private protected const string Group = "/subscriptions/00000000-0000-0000-0000-0000000000a1/resourceGroups/cluster";
    private protected const string Network = Group + "/providers/Microsoft.Network/";
    private protected const string SubnetId = Network + "virtualNetworks/net/subnets/nodes";
    private protected const string SecurityGroupId = Network + "networkSecurityGroups/nodes";
    private protected const string PublicId = Network + "loadBalancers/cloudorchestrator";
    private protected const string InternalId = Network + "loadBalancers/cloudorchestrator-internal";
    private protected const string Finalizer = "service.kubernetes.io/load-balancer-cleanup";

    private static readonly ObjectKey Key = new("", "load-balancers");

    private FakeArm? _arm;

    private protected FakeArm Arm => _arm!;

    private protected ObjectWorld World { get; } = new();

    private protected ManualTimeProvider Time { get; } = new(Build.Start);

    private protected IExternalController Controller { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _arm = await FakeArm.StartAsync();
        Controller = Create();
        World.Put(Given.Pool("a"));
        Arm.Add(new FakeScaleSet(Given.ScaleSets + "a") { SubnetId = SubnetId, NetworkSecurityGroupId = SecurityGroupId });
        Arm.Network.Put(SecurityGroupId, new JsonObject { ["location"] = "westeurope", ["properties"] = new JsonObject { ["securityRules"] = new JsonArray(SshRule()) } });
        World.Put(Node("n1", "10.0.0.4"));
        World.Put(Node("n2", "10.0.0.5"));
    }

    public async Task DisposeAsync() => await _arm!.DisposeAsync();

    private protected IExternalController Create() => AzureResourceControllers.Create(
        new AzureResourcesOptions { SubscriptionId = "00000000-0000-0000-0000-0000000000a1", ResourceGroup = "cluster", ArmEndpoint = Arm.Endpoint },
        new FakeCredential(),
        KindRegistry.BuiltIn(),
        Time,
        new SeededIds(5))
        .Single(controller => controller.Name == "service-controller");

    private protected static Node Node(string name, string address)
    {
        var node = Given.Node(name, "a");
        return node with { Status = node.Status! with { Addresses = [new NodeAddress { Type = "InternalIP", Address = address }] } };
    }

    private protected static Service Service(string name, params (string Annotation, string Value)[] annotations) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = Build.Meta(name) with { Annotations = annotations.ToDictionary(entry => "service.beta.kubernetes.io/" + entry.Annotation, entry => entry.Value) },
        Spec = new ServiceSpec { Type = "LoadBalancer", ClusterIP = "10.96.0.20", Ports = [new ServicePort { Name = "http", Port = 80, NodePort = 30080, Protocol = "TCP" }] },
    };

    private protected Task<TimeSpan?> PassAsync()
    {
        World.Now = Time.GetUtcNow();
        return Controller.ReconcileAsync(Key, World, new WorldClient(World), CancellationToken.None);
    }

    /// <summary>Passes, with Azure doing its part in between, until nothing asks to be looked at again.</summary>
    private protected async Task SettleAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            if (await PassAsync() is not { } delay)
                return;
            Arm.Complete();
            Time.Advance(delay);
        }

        Assert.Fail("the controller did not come to rest");
    }

    private protected string? AddressOf(string service) => World.Require<Service>("default", service).Status?.LoadBalancer?.Ingress is [var ingress] ? ingress.Ip : null;

    private protected static string NameOf(Service service) => "a" + service.Metadata.Uid!.Replace("-", "", StringComparison.Ordinal);

    private protected JsonObject Properties(string id) => Arm.Network.Find(id)!["properties"]!.AsObject();

    private protected string[] Names(string id, string kind) => [.. Properties(id)[kind]!.AsArray().Select(part => (string)part!["name"]!)];

    private protected IReadOnlyList<string> Events(string reason) => [.. World.List<Event>().Where(told => told.Reason == reason).Select(told => told.Message!)];

    private protected int Writes => Arm.Requests.Count(request => !request.StartsWith("GET", StringComparison.Ordinal));

    private static JsonObject SshRule() => new()
    {
        ["name"] = "ssh",
        ["properties"] = new JsonObject { ["priority"] = 500, ["direction"] = "Inbound", ["access"] = "Allow", ["protocol"] = "Tcp", ["destinationPortRange"] = "22" },
    };
}
