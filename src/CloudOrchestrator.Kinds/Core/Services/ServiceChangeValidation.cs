using System.Net;

namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Checks changes of services and of their status.</summary>
internal static class ServiceChangeValidation
{
    /// <summary>Faults of a changed service that concern the change.</summary>
    public static FaultList Validate(Service service, Service old)
    {
        var faults = new FaultList();
        var (spec, before) = (service.Spec ?? new(), old.Spec ?? new());
        ServiceAddressValidation.ValidateChange(spec, before, faults);
        if (spec.Type == "LoadBalancer" && before.Type == "LoadBalancer" && spec.LoadBalancerClass != before.LoadBalancerClass)
            faults.Invalid("spec.loadBalancerClass", spec.LoadBalancerClass, "may not change once set");
        if (NeedsHealthCheck(spec) && NeedsHealthCheck(before) && (spec.HealthCheckNodePort ?? 0) != (before.HealthCheckNodePort ?? 0))
            faults.Forbidden("spec.healthCheckNodePort", FaultList.Immutable);
        return faults;
    }

    /// <summary>Faults of a changed status.</summary>
    public static FaultList ValidateStatus(Service service)
    {
        const string path = "status.loadBalancer.ingress";
        var faults = new FaultList();
        var ingress = service.Status?.LoadBalancer?.Ingress ?? [];
        if (ingress.Count > 0 && service.Spec?.Type != "LoadBalancer")
        {
            faults.Forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'");
            return faults;
        }

        for (var i = 0; i < ingress.Count; i++)
            ValidateIngress(ingress[i], $"{path}[{i}]", faults);
        return faults;
    }

    private static void ValidateIngress(LoadBalancerIngress ingress, string path, FaultList faults)
    {
        var hasAddress = !string.IsNullOrEmpty(ingress.Ip);
        if (hasAddress)
            AddressValidation.ValidateAddress(ingress.Ip!, $"{path}.ip", faults);
        if (ingress.IpMode is not { } mode)
        {
            if (hasAddress)
                faults.Required($"{path}.ipMode", "must be specified when `ip` is set");
        }
        else if (!hasAddress)
        {
            faults.Forbidden($"{path}.ipMode", "may not be specified when `ip` is not set");
        }
        else if (mode is not ("Proxy" or "VIP"))
        {
            faults.NotSupported($"{path}.ipMode", mode, "Proxy", "VIP");
        }

        if (string.IsNullOrEmpty(ingress.Hostname))
            return;
        faults.Invalid($"{path}.hostname", ingress.Hostname, NameFormats.DnsSubdomain(ingress.Hostname));
        if (IPAddress.TryParse(ingress.Hostname, out _))
            faults.Invalid($"{path}.hostname", ingress.Hostname, "must be a DNS name, not an IP address");
    }

    private static bool NeedsHealthCheck(ServiceSpec spec) => spec is { Type: "LoadBalancer", ExternalTrafficPolicy: "Local" };
}
