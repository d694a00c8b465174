using CloudOrchestrator.Telemetry.Billing;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Billing;

/// <summary>Executions of one group of functions on one instance, noted as they happen and billed afterwards.</summary>
internal sealed class Executions
{
    private readonly List<(TimeSpan From, TimeSpan To)> _all = [];

    public int Count => _all.Count;

    public void Add(TimeSpan from, TimeSpan duration)
    {
        lock (_all)
            _all.Add((from, from + duration));
    }

    /// <summary>Seconds billed when each stretch of activity is at least a second by itself: how the rule reads by the letter.</summary>
    public double ByStretch() => Stretches(TimeSpan.Zero).Sum(stretch => ExecutionMeter.Billed(stretch.To - stretch.From));

    /// <summary>Seconds billed when no moment is billed twice: a stretch that begins within the second billed for the last one goes on with it.</summary>
    public double ByClock() => Stretches(TimeSpan.FromSeconds(1)).Sum(stretch => ExecutionMeter.Billed(stretch.To - stretch.From));

    private List<(TimeSpan From, TimeSpan To)> Stretches(TimeSpan shortest)
    {
        var stretches = new List<(TimeSpan From, TimeSpan To)>();
        foreach (var (from, to) in _all.OrderBy(execution => execution.From))
        {
            if (stretches.Count > 0 && stretches[^1] is var last && from <= (last.To - last.From < shortest ? last.From + shortest : last.To))
                stretches[^1] = (last.From, to > last.To ? to : last.To);
            else
                stretches.Add((from, to));
        }

        return stretches;
    }
}
