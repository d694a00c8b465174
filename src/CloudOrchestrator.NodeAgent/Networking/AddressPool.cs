namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>
/// Hands out a node's pod addresses. It walks through the range and comes back to freed addresses only after all others: for a while after a pod is gone,
/// connections, caches and DNS answers somewhere still mean the old one.
/// </summary>
internal sealed class AddressPool(AddressRange range)
{
    // .0 is the node's end of the overlay, .1 is kept for a gateway, the last is the broadcast address.
    private const long FirstOffset = 2;

    private readonly Dictionary<string, string> _ownerOf = [];
    private long _next = FirstOffset;

    public AddressRange Range { get; } = range;

    /// <summary>Takes the next free address. The same owner gets the same address again.</summary>
    /// <exception cref="AddressesExhaustedException">All are taken.</exception>
    public string Take(string owner)
    {
        lock (_ownerOf)
        {
            foreach (var (address, taker) in _ownerOf)
            {
                if (taker == owner)
                    return address;
            }

            var usable = Range.Count - FirstOffset - 1;
            for (long tries = 0; tries < usable; tries++)
            {
                var address = Range[_next];
                _next = _next + 1 < Range.Count - 1 ? _next + 1 : FirstOffset;
                if (_ownerOf.TryAdd(address, owner))
                    return address;
            }

            throw new AddressesExhaustedException($"no free address in {Range}: {_ownerOf.Count} are taken");
        }
    }

    /// <summary>Records that an owner has an address already. False when the address is not of this range or another's.</summary>
    public bool TryKeep(string owner, string address)
    {
        lock (_ownerOf)
        {
            if (Range.OffsetOf(address) is not { } offset)
                return false;
            if (!_ownerOf.TryAdd(address, owner))
                return _ownerOf[address] == owner;
            _next = Math.Max(_next, Math.Min(offset + 1, Range.Count - 2));
            return true;
        }
    }

    /// <summary>Frees an owner's address.</summary>
    public void Free(string owner)
    {
        lock (_ownerOf)
        {
            foreach (var address in _ownerOf.Where(entry => entry.Value == owner).Select(entry => entry.Key).ToList())
                _ownerOf.Remove(address);
        }
    }
}
