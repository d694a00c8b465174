namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks how a pod resolves names.</summary>
internal static class PodDnsValidation
{
    private const int NameserversMax = 3;
    private const int SearchPathsMax = 32;
    private const int SearchLengthMax = 2048;

    public static void Validate(PodDNSConfig? config, string? policy, string path, FaultList faults)
    {
        if (policy == "None" && config is null)
        {
            faults.Required(path, "must provide `dnsConfig` when `dnsPolicy` is None");
            return;
        }

        if (policy == "None" && config!.Nameservers is not { Count: > 0 })
        {
            faults.Required($"{path}.nameservers", "must provide at least one DNS nameserver when `dnsPolicy` is None");
            return;
        }

        if (config is not null)
            ValidateLists(config.Nameservers ?? [], config.Searches ?? [], config.Options ?? [], path, faults);
    }

    private static void ValidateLists(
        IReadOnlyList<string> servers, IReadOnlyList<string> searches, IReadOnlyList<PodDNSConfigOption> options, string path, FaultList faults)
    {
        if (servers.Count > NameserversMax)
            faults.Invalid($"{path}.nameservers", servers, $"must not have more than {NameserversMax} nameservers");
        for (var i = 0; i < servers.Count; i++)
            AddressValidation.ValidateAddress(servers[i], $"{path}.nameservers[{i}]", faults);
        if (searches.Count > SearchPathsMax)
            faults.Invalid($"{path}.searches", searches, $"must not have more than {SearchPathsMax} search paths");
        if (string.Join(' ', searches).Length > SearchLengthMax)
            faults.Invalid($"{path}.searches", searches, $"must not have more than {SearchLengthMax} characters (including spaces) in the search list");
        for (var i = 0; i < searches.Count; i++)
        {
            var search = searches[i].EndsWith('.') ? searches[i][..^1] : searches[i];
            faults.Invalid($"{path}.searches[{i}]", search, NameFormats.DnsSubdomain(search));
        }

        for (var i = 0; i < options.Count; i++)
        {
            if (string.IsNullOrEmpty(options[i].Name))
                faults.Required($"{path}.options[{i}]", "must not be empty");
        }
    }
}
