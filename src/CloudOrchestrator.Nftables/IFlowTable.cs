namespace CloudOrchestrator.Nftables;

/// <summary>The kernel's table of flows (connection tracking).</summary>
public interface IFlowTable
{
    /// <summary>Forgets flows: their next packet is translated anew. Flows that do not exist are no failure.</summary>
    Task ForgetAsync(IReadOnlyList<StaleFlow> flows, CancellationToken cancellationToken);
}
