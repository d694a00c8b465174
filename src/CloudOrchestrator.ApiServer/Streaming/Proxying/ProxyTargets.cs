using System.Globalization;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.ApiServer.Streaming.Proxying;

/// <summary>Finds what a proxy URL names.</summary>
internal sealed class ProxyTargets(IObjectClient objects)
{
    /// <summary>A pod's port: the number given, or the first container port, or 80.</summary>
    public async Task<ResultOf<ProxyTarget>> PodAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        var parsed = ProxyName.Parse(name);
        var found = await objects.GetAsync<Pod>(@namespace, parsed.Name, cancellationToken);
        if (!found.Succeeded)
            return found.Error;
        var pod = found.Value;
        if (string.IsNullOrEmpty(pod.Status?.PodIP) || string.IsNullOrEmpty(pod.Spec?.NodeName))
            return ApiStatuses.BadRequest("address not allowed");
        var ports = pod.Spec.Containers.SelectMany(container => container.Ports ?? []).ToArray();
        if (parsed.Port.Length == 0)
            return new ProxyTarget(parsed.Scheme, pod.Status.PodIP, ports.FirstOrDefault()?.ContainerPortValue ?? DefaultPort(parsed.Scheme), pod);
        if (int.TryParse(parsed.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new ProxyTarget(parsed.Scheme, pod.Status.PodIP, number, pod);
        return ports.FirstOrDefault(port => port.Name == parsed.Port) is { } named
            ? new ProxyTarget(parsed.Scheme, pod.Status.PodIP, named.ContainerPortValue, pod)
            : ApiStatuses.BadRequest($"invalid port \"{parsed.Port}\" for pod {parsed.Name}");
    }

    /// <summary>A ready endpoint of a service's port, named by name or number; the only port when none is named.</summary>
    public async Task<ResultOf<ProxyTarget>> ServiceAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        var parsed = ProxyName.Parse(name);
        var found = await objects.GetAsync<Service>(@namespace, parsed.Name, cancellationToken);
        if (!found.Succeeded)
            return found.Error;
        var ports = found.Value.Spec?.Ports ?? [];
        var port = parsed.Port.Length == 0
            ? ports.Count == 1 ? ports[0] : ports.FirstOrDefault(candidate => string.IsNullOrEmpty(candidate.Name))
            : ports.FirstOrDefault(candidate => candidate.Name == parsed.Port || candidate.Port.ToString(CultureInfo.InvariantCulture) == parsed.Port);
        if (port is null)
            return ApiStatuses.ServiceUnavailable($"no service port \"{parsed.Port}\" found for service \"{parsed.Name}\"");
        var slices = await objects.ListAsync<EndpointSlice>(
            @namespace, new ListQuery { LabelSelector = $"kubernetes.io/service-name={parsed.Name}" }, cancellationToken);
        return slices.Succeeded ? await EndpointAsync(parsed, port, slices.Value.Items, cancellationToken) : slices.Error;
    }

    private async Task<ResultOf<ProxyTarget>> EndpointAsync(ProxyName name, ServicePort port, IReadOnlyList<EndpointSlice> slices, CancellationToken cancellationToken)
    {
        foreach (var slice in slices)
        {
            var number = slice.Ports.FirstOrDefault(candidate => (candidate.Name ?? "") == (port.Name ?? ""))?.Port;
            var endpoint = slice.Endpoints.FirstOrDefault(candidate => candidate.Conditions?.Ready != false && candidate.Addresses.Count > 0);
            if (number is null || endpoint is null)
                continue;
            if (endpoint.TargetRef is not { Kind: "Pod" } reference)
                return new ProxyTarget(name.Scheme, endpoint.Addresses[0], number.Value, null);
            var pod = await objects.GetAsync<Pod>(reference.Namespace ?? slice.Metadata.Namespace ?? "", reference.Name ?? "", cancellationToken);
            if (pod.Succeeded)
                return new ProxyTarget(name.Scheme, endpoint.Addresses[0], number.Value, pod.Value);
        }

        return ApiStatuses.ServiceUnavailable($"no endpoints available for service \"{name.Name}\"");
    }

    private static int DefaultPort(string scheme) => scheme == "https" ? 443 : 80;
}
