using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.Routing;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.Nftables;

/// <summary>
/// The kernel's packet filter through <c>nft</c>, in the network namespace of this process. It owns the table <c>ip cloudorchestrator</c> and touches no
/// other. The first call replaces the table, whatever it held; later calls change what differs.
/// </summary>
public sealed class NftablesPacketFilter(NftCommand nft, IFlowTable flows, ILogger<NftablesPacketFilter> logger) : IPacketFilter
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private RuleSet? _applied;
    private NftTable? _table;
    private NftLeftovers _leftovers = new([], []);

    /// <inheritdoc/>
    public async Task ApplyAsync(RuleSet rules, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (rules.Equals(_applied) && _leftovers.IsEmpty)
                return;
            var (previousRules, previous) = (_applied, _table);
            var next = NftLayout.Of(rules);

            // Forgotten until done: after a failure or a cancellation nobody knows what the kernel has, and the next call replaces the table.
            (_applied, _table) = (null, null);
            await ChangeAsync(previous, next, cancellationToken);
            (_applied, _table) = (rules, next);
            await flows.ForgetAsync(StaleFlows.Between(previousRules, rules), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await nft.RunAsync(NftScript.Clear(), cancellationToken);
            (_applied, _table, _leftovers) = (null, null, new([], []));
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ChangeAsync(NftTable? previous, NftTable next, CancellationToken cancellationToken)
    {
        if (previous is null)
        {
            await nft.RunAsync(NftScript.Replace(next), cancellationToken);
            _leftovers = new([], []);
            return;
        }

        await DeleteLeftoversAsync(cancellationToken);
        if (NftScript.Change(previous, next) is { Length: > 0 } script)
            await nft.RunAsync(script, cancellationToken);
        _leftovers = NftScript.Leftovers(previous, next);
        await DeleteLeftoversAsync(cancellationToken);
    }

    private async Task DeleteLeftoversAsync(CancellationToken cancellationToken)
    {
        if (_leftovers.IsEmpty)
            return;
        try
        {
            await nft.RunAsync(NftScript.Delete(_leftovers), cancellationToken);
            _leftovers = new([], []);
        }
        catch (NftException refused)
        {
            // Harmless: the chains are empty and nothing leads to them. The next change tries again, and failing that, replaces the table.
            logger.LogDebug(refused, "unused chains stay for now");
        }
    }
}
