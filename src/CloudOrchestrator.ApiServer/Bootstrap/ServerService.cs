using System.Net;
using System.Net.Sockets;
using CloudOrchestrator.ApiServer.Admission;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.EndpointLists;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;

namespace CloudOrchestrator.ApiServer.Bootstrap;

/// <summary>Service <c>default/kubernetes</c> with the endpoints that lead to this server, and <c>kube-system/kube-dns</c>, which node agents answer for themselves.</summary>
internal sealed class ServerService(ServerParts parts, IObjectClient client)
{
    private const int DnsAddressIndex = 10;

    /// <summary>Creates or corrects them.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await EnsureServiceAsync("default", "kubernetes", 1, new() { ["component"] = "apiserver", ["provider"] = "kubernetes" },
            [new ServicePort { Name = "https", Port = 443, TargetPort = parts.Options.AdvertisePort, Protocol = "TCP" }], cancellationToken);
        await EnsureServiceAsync("kube-system", "kube-dns", DnsAddressIndex,
            new() { ["k8s-app"] = "kube-dns", ["kubernetes.io/cluster-service"] = "true", ["kubernetes.io/name"] = "CoreDNS" },
            [
                new ServicePort { Name = "dns", Port = 53, TargetPort = 53, Protocol = "UDP" },
                new ServicePort { Name = "dns-tcp", Port = 53, TargetPort = 53, Protocol = "TCP" },
            ], cancellationToken);

        // A server that listens on loopback only cannot be reached by pods, and loopback addresses are no valid endpoints.
        if (IPAddress.IsLoopback(parts.Options.AdvertiseAddress))
            return;
        await EnsureEndpointsAsync(cancellationToken);
        await EnsureSliceAsync(cancellationToken);
    }

    private async Task EnsureServiceAsync(
        string @namespace, string name, int index, Dictionary<string, string> labels, ServicePort[] ports, CancellationToken cancellationToken)
    {
        var found = await client.GetAsync<Service>(@namespace, name, cancellationToken);
        if (!found.Succeeded)
        {
            var address = ServiceAddresses.AddressAt(parts.Options.ServiceCidr, index).ToString();
            Require(await client.CreateAsync(new Service
            {
                Metadata = new ObjectMeta { Namespace = @namespace, Name = name, Labels = labels },
                Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = address, Ports = ports },
            }, null, cancellationToken));
            return;
        }

        var present = found.Value.Spec?.Ports ?? [];
        if (!present.Select(Identity).SequenceEqual(ports.Select(Identity)))
            Require(await client.UpdateAsync(found.Value with { Spec = found.Value.Spec! with { Ports = ports } }, null, cancellationToken));
    }

    private static (string?, int, IntOrString?) Identity(ServicePort port) => (port.Name, port.Port, port.TargetPort);

    private async Task EnsureEndpointsAsync(CancellationToken cancellationToken)
    {
        var wanted = new Endpoints
        {
            Metadata = new ObjectMeta
            {
                Namespace = "default",
                Name = "kubernetes",
                Labels = new Dictionary<string, string> { ["endpointslice.kubernetes.io/skip-mirror"] = "true" },
            },
            Subsets =
            [
                new EndpointSubset
                {
                    Addresses = [new EndpointAddress { Ip = parts.Options.AdvertiseAddress.ToString() }],
                    Ports = [new EndpointPort { Name = "https", Port = parts.Options.AdvertisePort, Protocol = "TCP" }],
                },
            ],
        };
        var found = await client.GetAsync<Endpoints>("default", "kubernetes", cancellationToken);
        if (!found.Succeeded)
            Require(await client.CreateAsync(wanted, null, cancellationToken));
        else
            Require(await client.UpdateAsync(found.Value with { Subsets = wanted.Subsets }, null, cancellationToken));
    }

    private async Task EnsureSliceAsync(CancellationToken cancellationToken)
    {
        var wanted = new EndpointSlice
        {
            Metadata = new ObjectMeta
            {
                Namespace = "default",
                Name = "kubernetes",
                Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = "kubernetes" },
            },
            AddressType = parts.Options.AdvertiseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4",
            Endpoints = [new Endpoint { Addresses = [parts.Options.AdvertiseAddress.ToString()], Conditions = new EndpointConditions { Ready = true } }],
            Ports = [new EndpointSlicePort { Name = "https", Port = parts.Options.AdvertisePort, Protocol = "TCP" }],
        };
        var found = await client.GetAsync<EndpointSlice>("default", "kubernetes", cancellationToken);
        if (!found.Succeeded)
            Require(await client.CreateAsync(wanted, null, cancellationToken));
        else if (found.Value.AddressType == wanted.AddressType)
            Require(await client.UpdateAsync(found.Value with { Endpoints = wanted.Endpoints, Ports = wanted.Ports }, null, cancellationToken));
    }

    // Another instance may have been quicker: what it wrote is what we would have.
    private static void Require<T>(ResultOf<T> result)
    {
        if (result.Error is { Reason: not ("AlreadyExists" or "Conflict") } failure)
            throw new ApiStatusException(failure);
    }
}
