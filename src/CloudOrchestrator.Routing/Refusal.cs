namespace CloudOrchestrator.Routing;

/// <summary>How packets without a backend are refused.</summary>
public enum Refusal
{
    /// <summary>They are not: there is a backend for every sender.</summary>
    None,

    /// <summary>The sender is told at once: TCP reset, or ICMP port unreachable. For Services without any backend.</summary>
    Reject,

    /// <summary>Silence. For traffic policy Local on nodes without a backend, so that load balancers' health checks decide and not one node's answer.</summary>
    Drop,
}
