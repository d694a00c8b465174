namespace CloudOrchestrator.Routing;

/// <summary>A place that answers for a Service.</summary>
public readonly record struct Backend(string Address, int Port) : IComparable<Backend>
{
    /// <summary>Orders by address as text, then port.</summary>
    public int CompareTo(Backend other)
    {
        var order = string.CompareOrdinal(Address, other.Address);
        return order != 0 ? order : Port.CompareTo(other.Port);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Address}:{Port}";
}
