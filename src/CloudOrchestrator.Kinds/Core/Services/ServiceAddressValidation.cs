namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Checks the addresses of services inside the cluster, and how they may change.</summary>
internal static class ServiceAddressValidation
{
    private const string Addresses = "spec.clusterIPs";
    private const string Families = "spec.ipFamilies";
    private const string MayNotChange = "may not change once set";

    /// <summary>The linked fields clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy.</summary>
    public static void Validate(ServiceSpec spec, FaultList faults)
    {
        if (spec.Type == "ExternalName")
            return;
        var addresses = spec.ClusterIPs ?? [];
        ValidateSingular(spec.ClusterIP ?? "", addresses, faults);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (spec.IpFamilies?.Count ?? 0); i++)
        {
            var family = spec.IpFamilies![i];
            if (family is not ("IPv4" or "IPv6"))
                faults.NotSupported($"{Families}[{i}]", family, "IPv4", "IPv6");
            if (!seen.Add(family))
                faults.Duplicate($"{Families}[{i}]", family);
        }

        if (spec.IpFamilyPolicy is { } policy && policy is not ("PreferDualStack" or "RequireDualStack" or "SingleStack"))
            faults.NotSupported("spec.ipFamilyPolicy", policy, "PreferDualStack", "RequireDualStack", "SingleStack");
        var sound = ValidateEach(addresses, faults);
        if (addresses.Count > 2)
            faults.Invalid(Addresses, addresses, "may only hold up to 2 values");
        if (!sound)
            return;
        if (addresses.Count > 1 && !AddressValidation.IsDualStack(addresses))
            faults.Invalid(Addresses, addresses, "may specify no more than one IP for each IP family");
        MatchFamilies(spec, addresses, faults);
    }

    /// <summary>Faults of a change: the first address and family stay.</summary>
    public static void ValidateChange(ServiceSpec spec, ServiceSpec old, FaultList faults)
    {
        if (spec.Type == "ExternalName" || old.Type == "ExternalName")
            return;
        var (headless, wasHeadless) = (ServiceValidation.IsHeadless(spec), ServiceValidation.IsHeadless(old));
        if (!(headless && wasHeadless))
            ValidateAddressChange(spec, spec.ClusterIPs ?? [], old.ClusterIPs ?? [], faults);
        if (!headless && !wasHeadless)
            ValidateFamilyChange(spec, spec.IpFamilies ?? [], old.IpFamilies ?? [], faults);
    }

    private static void ValidateSingular(string address, IReadOnlyList<string> addresses, FaultList faults)
    {
        if (address.Length == 0)
        {
            if (addresses.Count > 0)
                faults.Invalid(Addresses, addresses, "must be empty when `clusterIP` is not specified");
        }
        else if (addresses.Count == 0)
        {
            faults.Required(Addresses);
        }
        else if (addresses[0] != address)
        {
            faults.Invalid(Addresses, addresses, "first value must match `clusterIP`");
        }
    }

    private static bool ValidateEach(IReadOnlyList<string> addresses, FaultList faults)
    {
        var sound = true;
        for (var i = 0; i < addresses.Count; i++)
        {
            if (i == 0 && addresses[0] == "None")
            {
                if (addresses.Count == 1)
                    continue;
                sound = false;
                faults.Invalid(Addresses, addresses, "'None' must be the first and only value");
            }
            else
            {
                sound &= AddressValidation.ValidateAddress(addresses[i], $"{Addresses}[{i}]", faults);
            }
        }

        return sound;
    }

    private static void MatchFamilies(ServiceSpec spec, IReadOnlyList<string> addresses, FaultList faults)
    {
        var families = spec.IpFamilies ?? [];
        for (var i = 0; i < Math.Min(addresses.Count, families.Count) && !ServiceValidation.IsHeadless(spec); i++)
        {
            if (families[i] is "IPv4" or "IPv6" && AddressValidation.IsV6(addresses[i]) != (families[i] == "IPv6"))
                faults.Invalid($"{Addresses}[{i}]", addresses[i], $"expected an {families[i]} value as indicated by `ipFamilies[{i}]`");
        }
    }

    private static void ValidateAddressChange(ServiceSpec spec, IReadOnlyList<string> addresses, IReadOnlyList<string> old, FaultList faults)
    {
        if (addresses.Count == old.Count)
        {
            for (var i = 0; i < old.Count; i++)
            {
                if (addresses[i] != old[i])
                    faults.Invalid($"{Addresses}[{i}]", addresses, MayNotChange);
            }

            return;
        }

        if (addresses.Count == 0)
            faults.Invalid($"{Addresses}[0]", addresses, "primary clusterIP can not be unset");
        if (addresses.Count > 0 && old.Count > 0 && addresses[0] != old[0])
            faults.Invalid($"{Addresses}[0]", addresses, MayNotChange);
        if (addresses.Count == 1 && old.Count > 1 && spec.IpFamilyPolicy != "SingleStack")
            faults.Invalid("spec.ipFamilyPolicy", spec.IpFamilyPolicy, "must be set to 'SingleStack' when releasing the secondary clusterIP");
    }

    private static void ValidateFamilyChange(ServiceSpec spec, IReadOnlyList<string> families, IReadOnlyList<string> old, FaultList faults)
    {
        if (families.Count == 0 && old.Count > 0)
            faults.Invalid($"{Families}[0]", families, "primary ipFamily can not be unset");
        for (var i = 0; i < Math.Min(families.Count, old.Count); i++)
        {
            if (families[i] != old[i] && (i == 0 || families.Count == old.Count))
                faults.Invalid($"{Families}[0]", families, MayNotChange);
        }

        if (families.Count == 1 && old.Count > 1 && spec.IpFamilyPolicy != "SingleStack")
            faults.Invalid("spec.ipFamilyPolicy", spec.IpFamilyPolicy, "must be set to 'SingleStack' when releasing the secondary ipFamily");
    }
}
