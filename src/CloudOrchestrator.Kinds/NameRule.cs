namespace CloudOrchestrator.Kinds;

/// <summary>What an object's name must look like.</summary>
public enum NameRule
{
    /// <summary>RFC 1123 subdomain, at most 253 characters.</summary>
    DnsSubdomain,

    /// <summary>RFC 1123 label, at most 63 characters.</summary>
    DnsLabel,

    /// <summary>RFC 1035 label, at most 63 characters.</summary>
    Dns1035Label,

    /// <summary>Any text that fits into one path segment.</summary>
    PathSegment,
}
