namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>When endpoints and port lists are the same for those who read them.</summary>
internal static class EndpointComparison
{
    /// <summary>What an endpoint stands for: a pod, or an address written by hand.</summary>
    public static string IdentityOf(Endpoint endpoint) =>
        endpoint.TargetRef?.Uid is { Length: > 0 } uid ? uid + "/" + endpoint.Addresses.FirstOrDefault() : string.Join(',', endpoint.Addresses);

    /// <summary>True when nothing a reader sees differs.</summary>
    public static bool Same(Endpoint left, Endpoint right) =>
        left.Conditions == right.Conditions
        && left.NodeName == right.NodeName
        && left.Zone == right.Zone
        && left.Hostname == right.Hostname
        && left.Addresses.SequenceEqual(right.Addresses, StringComparer.Ordinal)
        && SameTarget(left.TargetRef, right.TargetRef);

    /// <summary>Text that is equal exactly for equal port lists, in whatever order.</summary>
    public static string KeyOf(IReadOnlyList<EndpointSlicePort>? ports) => string.Join(
        ';', (ports ?? []).Select(port => $"{port.Name},{port.Port},{port.Protocol},{port.AppProtocol}").Order(StringComparer.Ordinal));

    private static bool SameTarget(ObjectReference? left, ObjectReference? right) =>
        left?.Kind == right?.Kind && left?.Namespace == right?.Namespace && left?.Name == right?.Name && left?.Uid == right?.Uid;
}
