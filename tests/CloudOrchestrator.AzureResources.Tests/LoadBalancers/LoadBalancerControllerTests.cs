using System.Text.Json.Nodes;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Testing.Azure.Arm;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.AzureResources.Tests.LoadBalancers;

public sealed class LoadBalancerControllerTests : LoadBalancerFixture
{
    [Fact]
    public async Task Reconcile_NoServices_AsksNothing()
    {
        World.Put(Build.Service("plain", new ServicePort { Port = 80 }));
        Assert.Null(await PassAsync());
        Assert.Empty(Arm.Requests);
    }

    [Fact]
    public async Task Reconcile_PublicService_GetsAddressRuleProbeAndOpening()
    {
        var service = World.Put(Service("web"));
        await SettleAsync();
        var name = NameOf(service);
        Assert.Equal("20.1.0.1", AddressOf("web"));
        Assert.Equal([name], Names(PublicId, "frontendIPConfigurations"));
        Assert.Equal([name + "-TCP-80"], Names(PublicId, "loadBalancingRules"));
        var rule = Properties(PublicId)["loadBalancingRules"]![0]!["properties"]!;
        Assert.Equal((80, 80, true), ((int)rule["frontendPort"]!, (int)rule["backendPort"]!, (bool)rule["enableFloatingIP"]!));
        var probe = Properties(PublicId)["probes"]![0]!["properties"]!;
        Assert.Equal(("Tcp", 30080), ((string)probe["protocol"]!, (int)probe["port"]!));
        var addresses = Properties(PublicId)["backendAddressPools"]![0]!["properties"]!["loadBalancerBackendAddresses"]!.AsArray();
        Assert.Equal(["10.0.0.4", "10.0.0.5"], addresses.Select(address => (string)address!["properties"]!["ipAddress"]!));
        Assert.Equal(["ssh", name + "-TCP"], Names(SecurityGroupId, "securityRules"));
        var opening = Properties(SecurityGroupId)["securityRules"]![1]!["properties"]!;
        Assert.Equal(("Internet", "20.1.0.1", 501), ((string)opening["sourceAddressPrefix"]!, (string)opening["destinationAddressPrefix"]!, (int)opening["priority"]!));
        Assert.Contains(Finalizer, World.Require<Service>("default", "web").Metadata.Finalizers!);
        Assert.Single(Events("EnsuringLoadBalancer"));
        Assert.Single(Events("EnsuredLoadBalancer"));
    }

    [Fact]
    public async Task Reconcile_NothingChanged_WritesNothing()
    {
        World.Put(Service("web"));
        World.Put(Service("inner", ("azure-load-balancer-internal", "true")));
        await SettleAsync();
        var writes = Writes;
        Assert.Null(await PassAsync());
        Assert.Equal(writes, Writes);
    }

    [Fact]
    public async Task Reconcile_SeveralServices_ShareOneLoadBalancer()
    {
        World.Put(Service("one"));
        World.Put(Service("two"));
        await SettleAsync();
        Assert.Equal(2, Names(PublicId, "frontendIPConfigurations").Length);
        Assert.NotEqual(AddressOf("one"), AddressOf("two"));
        Assert.Null(Arm.Network.Find(InternalId));
    }

    [Fact]
    public async Task Reconcile_InternalService_GetsAddressOfTheSubnet()
    {
        World.Put(Service("inner", ("azure-load-balancer-internal", "true")));
        await SettleAsync();
        Assert.StartsWith("10.0.0.", AddressOf("inner"), StringComparison.Ordinal);
        Assert.Null(Arm.Network.Find(PublicId));
        Assert.Equal(["ssh"], Names(SecurityGroupId, "securityRules"));
        Assert.Equal(SubnetId, (string)Properties(InternalId)["frontendIPConfigurations"]![0]!["properties"]!["subnet"]!["id"]!);
    }

    [Fact]
    public async Task Reconcile_InternalAddressAsked_IsUsed()
    {
        var service = Service("inner", ("azure-load-balancer-internal", "true"), ("azure-load-balancer-internal-subnet", "other"));
        World.Put(service with { Spec = service.Spec! with { LoadBalancerIP = "10.0.1.77" } });
        await SettleAsync();
        Assert.Equal("10.0.1.77", AddressOf("inner"));
        Assert.EndsWith("/subnets/other", (string)Properties(InternalId)["frontendIPConfigurations"]![0]!["properties"]!["subnet"]!["id"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconcile_ServiceDeleted_RemovesEverythingThenLetsItGo()
    {
        var service = World.Put(Service("web"));
        await SettleAsync();
        Delete("web");
        await PassAsync();
        Assert.NotNull(World.Get<Service>("default", "web"));
        await SettleAsync();
        Assert.Null(World.Get<Service>("default", "web"));
        Assert.Null(Arm.Network.Find(PublicId));
        Assert.DoesNotContain(Arm.Network.Ids, id => id.Contains(NameOf(service), StringComparison.Ordinal));
        Assert.Equal(["ssh"], Names(SecurityGroupId, "securityRules"));
        Assert.Single(Events("DeletingLoadBalancer"));
        Assert.Single(Events("DeletedLoadBalancer"));
    }

    [Fact]
    public async Task Reconcile_OneOfTwoDeleted_OtherKeepsItsAddress()
    {
        var kept = World.Put(Service("one"));
        World.Put(Service("two"));
        await SettleAsync();
        var address = AddressOf("one");
        Delete("two");
        await SettleAsync();
        Assert.Equal([NameOf(kept)], Names(PublicId, "frontendIPConfigurations"));
        Assert.Equal(address, AddressOf("one"));
    }

    [Fact]
    public async Task Reconcile_TypeChanged_RemovesAndClearsStatus()
    {
        World.Put(Service("web"));
        await SettleAsync();
        var service = World.Require<Service>("default", "web");
        World.Put(service with { Spec = service.Spec! with { Type = "ClusterIP" } });
        await SettleAsync();
        service = World.Require<Service>("default", "web");
        Assert.Null(AddressOf("web"));
        Assert.DoesNotContain(Finalizer, service.Metadata.Finalizers ?? []);
        Assert.Null(Arm.Network.Find(PublicId));
    }

    [Fact]
    public async Task Reconcile_BecomesInternal_MovesAndDropsThePublicAddress()
    {
        var service = World.Put(Service("web"));
        await SettleAsync();
        var current = World.Require<Service>("default", "web");
        World.Put(current with { Metadata = current.Metadata with { Annotations = Build.Labels("service.beta.kubernetes.io/azure-load-balancer-internal=true") } });
        await SettleAsync();
        Assert.StartsWith("10.", AddressOf("web"), StringComparison.Ordinal);
        Assert.Null(Arm.Network.Find(PublicId));
        Assert.Null(Arm.Network.Find($"{Network}publicIPAddresses/cloudorchestrator-{NameOf(service)}"));
    }

    [Fact]
    public async Task Reconcile_PortsChange_RulesFollow()
    {
        var service = World.Put(Service("web"));
        await SettleAsync();
        var current = World.Require<Service>("default", "web");
        var ports = new[] { new ServicePort { Name = "https", Port = 443, NodePort = 30443 }, new ServicePort { Name = "dns", Port = 53, NodePort = 30053, Protocol = "UDP" } };
        World.Put(current with { Spec = current.Spec! with { Ports = ports } });
        await SettleAsync();
        var name = NameOf(service);
        Assert.Equal([name + "-TCP-443", name + "-UDP-53"], Names(PublicId, "loadBalancingRules").Order(StringComparer.Ordinal));
        Assert.Equal([name + "-TCP-443"], Names(PublicId, "probes"));
        Assert.Equal(["ssh", name + "-TCP", name + "-UDP"], Names(SecurityGroupId, "securityRules"));
    }

    [Fact]
    public async Task Reconcile_LocalTraffic_ProbesTheHealthPort()
    {
        var service = Service("web");
        World.Put(service with { Spec = service.Spec! with { ExternalTrafficPolicy = "Local", HealthCheckNodePort = 31999 } });
        await SettleAsync();
        var probe = Properties(PublicId)["probes"]![0]!["properties"]!;
        Assert.Equal(("Http", 31999, "/healthz"), ((string)probe["protocol"]!, (int)probe["port"]!, (string)probe["requestPath"]!));
    }

    [Fact]
    public async Task Reconcile_SourceRanges_LimitTheOpening()
    {
        var service = Service("web");
        World.Put(service with { Spec = service.Spec! with { LoadBalancerSourceRanges = ["203.0.113.0/24", "198.51.100.7/32"] } });
        await SettleAsync();
        var opening = Properties(SecurityGroupId)["securityRules"]![1]!["properties"]!;
        Assert.Equal(["203.0.113.0/24", "198.51.100.7/32"], opening["sourceAddressPrefixes"]!.AsArray().Select(range => (string)range!));
        Assert.Null(opening["sourceAddressPrefix"]);
    }

    [Fact]
    public async Task Reconcile_NodesComeAndGo_PoolFollows()
    {
        World.Put(Service("web"));
        await SettleAsync();
        World.Remove<Node>("", "n1");
        World.Put(Node("n3", "10.0.0.6"));
        var excluded = Node("n4", "10.0.0.7");
        World.Put(excluded with { Metadata = excluded.Metadata with { Labels = Build.Labels("node.kubernetes.io/exclude-from-external-load-balancers=true") } });
        await SettleAsync();
        var addresses = Properties(PublicId)["backendAddressPools"]![0]!["properties"]!["loadBalancerBackendAddresses"]!.AsArray();
        Assert.Equal(["n2", "n3"], addresses.Select(address => (string)address!["name"]!));
    }

    [Fact]
    public async Task Reconcile_PublicAddressNamed_IsUsedAndNeverDeleted()
    {
        PutAddress("mine", "20.9.9.9");
        World.Put(Service("web", ("azure-pip-name", "mine")));
        await SettleAsync();
        Assert.Equal("20.9.9.9", AddressOf("web"));
        Delete("web");
        await SettleAsync();
        Assert.NotNull(Arm.Network.Find(Network + "publicIPAddresses/mine"));
    }

    [Fact]
    public async Task Reconcile_PublicAddressAskedByNumber_IsFound()
    {
        PutAddress("mine", "20.9.9.9");
        var service = Service("web");
        World.Put(service with { Spec = service.Spec! with { LoadBalancerIP = "20.9.9.9" } });
        await SettleAsync();
        Assert.Equal("20.9.9.9", AddressOf("web"));
    }

    [Theory]
    [InlineData("missing-name", "does not exist")]
    [InlineData("missing-number", "no public IP address of the resource group is 20.9.9.9")]
    [InlineData("sctp", "only TCP and UDP")]
    [InlineData("timeout", "between 4 and 100")]
    public async Task Reconcile_ServiceAsksForWhatIsNot_SaysSoAndServesTheOthers(string what, string told)
    {
        var service = what switch
        {
            "missing-name" => Service("bad", ("azure-pip-name", "nowhere")),
            "timeout" => Service("bad", ("azure-load-balancer-tcp-idle-timeout", "1000")),
            _ => Service("bad"),
        };
        World.Put(what switch
        {
            "missing-number" => service with { Spec = service.Spec! with { LoadBalancerIP = "20.9.9.9" } },
            "sctp" => service with { Spec = service.Spec! with { Ports = [new ServicePort { Port = 80, Protocol = "SCTP" }] } },
            _ => service,
        });
        World.Put(Service("good"));
        await SettleAsync();
        Assert.Null(AddressOf("bad"));
        Assert.NotNull(AddressOf("good"));
        Assert.Contains(told, Assert.Single(Events("SyncLoadBalancerFailed")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconcile_ServiceBecomesInvalid_KeepsWhatItHad()
    {
        var service = World.Put(Service("web"));
        await SettleAsync();
        var current = World.Require<Service>("default", "web");
        World.Put(current with { Spec = current.Spec! with { Ports = [.. current.Spec!.Ports!, new ServicePort { Port = 90, Protocol = "SCTP" }] } });
        World.Put(Service("other"));
        await SettleAsync();
        Assert.Contains(NameOf(service) + "-TCP-80", Names(PublicId, "loadBalancingRules"));
        Assert.Contains(NameOf(service) + "-TCP", Names(SecurityGroupId, "securityRules"));
    }

    [Fact]
    public async Task Reconcile_Throttled_WaitsAsToldAndTellsNobody()
    {
        World.Put(Service("web"));
        Arm.Fail(new ArmFault("PUT", "publicIPAddresses", 429, "TooManyRequests", RetryAfterSeconds: 13));
        Assert.Equal(TimeSpan.FromSeconds(13), await PassAsync());
        Assert.Empty(Events("SyncLoadBalancerFailed"));
        await SettleAsync();
        Assert.NotNull(AddressOf("web"));
    }

    [Fact]
    public async Task Reconcile_NotAllowed_TellsTheService()
    {
        World.Put(Service("web"));
        Arm.Fail(new ArmFault("PUT", "loadBalancers", 403, "AuthorizationFailed", "no permission for Microsoft.Network/loadBalancers/write"));
        await PassAsync();
        Arm.Complete();
        Assert.Equal(TimeSpan.FromMinutes(5), await PassAsync());
        Assert.Contains("no permission for Microsoft.Network/loadBalancers/write", Assert.Single(Events("SyncLoadBalancerFailed")), StringComparison.Ordinal);
        Assert.DoesNotContain("web", string.Concat(Names(SecurityGroupId, "securityRules")), StringComparison.Ordinal);
        await SettleAsync();
        Assert.NotNull(AddressOf("web"));
    }

    [Fact]
    public async Task Reconcile_SomebodyElseChangedTheLoadBalancer_NothingOfTheirsIsLost()
    {
        World.Put(Service("one"));
        await SettleAsync();
        var theirs = Arm.Network.Find(PublicId)!.DeepClone().AsObject();
        theirs["properties"]!["probes"]!.AsArray().Add(new JsonObject { ["name"] = "theirs", ["properties"] = new JsonObject { ["protocol"] = "Tcp", ["port"] = 1 } });
        Arm.Network.Put(PublicId, theirs);
        World.Put(Service("two"));
        await SettleAsync();
        Assert.Contains("theirs", Names(PublicId, "probes"));
        Assert.Equal(2, Names(PublicId, "frontendIPConfigurations").Length);
    }

    [Fact]
    public async Task Reconcile_ETagIsOld_IsRefusedAndTriedAgain()
    {
        World.Put(Service("one"));
        await SettleAsync();
        World.Put(Service("two"));
        await PassAsync();
        Arm.Complete();
        Arm.Fail(new ArmFault("PUT", "loadBalancers", 412, "PreconditionFailed"));
        Assert.Equal(TimeSpan.FromSeconds(10), await PassAsync());
        Assert.Empty(Events("SyncLoadBalancerFailed"));
        await SettleAsync();
        Assert.NotNull(AddressOf("two"));
    }

    [Fact]
    public async Task Reconcile_ChangedBetweenReadAndWrite_IsNotOverwritten()
    {
        World.Put(Service("one"));
        await SettleAsync();
        World.Put(Service("two"));
        var isChanged = false;
        Arm.Before = request =>
        {
            if (isChanged || request != "PUT " + PublicId)
                return;
            isChanged = true;
            var theirs = Arm.Network.Find(PublicId)!.DeepClone().AsObject();
            theirs["properties"]!["probes"]!.AsArray().Add(new JsonObject { ["name"] = "theirs", ["properties"] = new JsonObject { ["protocol"] = "Tcp", ["port"] = 1 } });
            Arm.Network.Put(PublicId, theirs);
        };
        await SettleAsync();
        Assert.True(isChanged);
        Assert.Contains("theirs", Names(PublicId, "probes"));
        Assert.Equal(2, Names(PublicId, "frontendIPConfigurations").Length);
    }

    [Fact]
    public async Task Reconcile_TwoProcessesAtOnce_EndInTheSame()
    {
        World.Put(Service("one"));
        World.Put(Service("two"));
        for (var i = 0; i < 8; i++)
        {
            var client = new WorldClient(World);
            await Task.WhenAll(
                Controller.ReconcileAsync(new("", "load-balancers"), World.Copy(), client, CancellationToken.None),
                Create().ReconcileAsync(new("", "load-balancers"), World.Copy(), client, CancellationToken.None));
            Arm.Complete();
        }

        await SettleAsync();
        Assert.Equal(2, Names(PublicId, "frontendIPConfigurations").Length);
        Assert.NotNull(AddressOf("one"));
        Assert.NotNull(AddressOf("two"));
        Assert.Equal(2, Arm.Network.Ids.Count(id => id.Contains("publicIPAddresses", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reconcile_WhereTheNodesAreIsUnknown_SaysSo()
    {
        World.Remove<Kinds.Autoscaling.NodePools.NodePool>("", "a");
        World.Put(Service("web"));
        Assert.Null(await PassAsync());
        Assert.Contains("SubnetId", Assert.Single(Events("SyncLoadBalancerFailed")), StringComparison.Ordinal);
    }

    private void Delete(string name)
    {
        var service = World.Require<Service>("default", name);
        World.Put(service with { Metadata = service.Metadata with { DeletionTimestamp = Time.GetUtcNow(), DeletionGracePeriodSeconds = 0 } });
    }

    private void PutAddress(string name, string address) => Arm.Network.Put($"{Network}publicIPAddresses/{name}", new JsonObject
    {
        ["location"] = "westeurope",
        ["sku"] = new JsonObject { ["name"] = "Standard" },
        ["properties"] = new JsonObject { ["publicIPAllocationMethod"] = "Static", ["ipAddress"] = address },
    });
}
