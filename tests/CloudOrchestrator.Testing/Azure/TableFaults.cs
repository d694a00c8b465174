namespace CloudOrchestrator.Testing.Azure;

/// <summary>What goes wrong with which request. Without a script or a seed, nothing.</summary>
public sealed class TableFaults
{
    private static readonly TableFault[] Kinds = Enum.GetValues<TableFault>()[1..];
    private readonly Lock _lock = new();
    private readonly List<(Func<TableRequestSeen, bool> Matches, TableFault Fault)> _script = [];
    private Random? _random;
    private double _rate;

    /// <summary>While true every request is throttled.</summary>
    public bool Down { get; set; }

    /// <summary>Whole seconds that a throttled caller is asked to wait; null asks nothing. Default null.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>The next requests that match fail like this.</summary>
    public void Next(Func<TableRequestSeen, bool> matches, TableFault fault, int times = 1)
    {
        lock (_lock)
            _script.AddRange(Enumerable.Repeat((matches, fault), times));
    }

    /// <summary>From now on this share of the requests fails, in ways drawn from the seed.</summary>
    public void Seeded(int seed, double rate)
    {
        lock (_lock)
            (_random, _rate) = (new Random(seed), rate);
    }

    /// <summary>All is well from now on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            Down = false;
            _random = null;
            _script.Clear();
        }
    }

    internal TableFault Take(TableRequestSeen request)
    {
        lock (_lock)
        {
            if (Down)
                return TableFault.Throttled;
            var index = _script.FindIndex(entry => entry.Matches(request));
            if (index >= 0)
            {
                var fault = _script[index].Fault;
                _script.RemoveAt(index);
                return fault;
            }

            return _random is { } random && random.NextDouble() < _rate ? Kinds[random.Next(Kinds.Length)] : TableFault.None;
        }
    }
}
