using System.Globalization;

namespace CloudOrchestrator.Simulation;

/// <summary>How much happened in a run, or in several: what one wants to stay as it is when runs are made faster.</summary>
/// <param name="Asked">Requests of users.</param>
/// <param name="Done">Requests of users that were acknowledged.</param>
/// <param name="Faults">Troubles: processes and machines killed or paused, networks cut, appends, requests and work items lost, doubled, delayed or refused.</param>
/// <param name="Kills">Of these, processes and machines killed.</param>
/// <param name="Stored">Records that were stored, heartbeats and events left out.</param>
/// <param name="Starts">Containers that were started.</param>
/// <param name="Watched">Events that watchers were given.</param>
/// <param name="Steps">Continuations that ran.</param>
/// <param name="Seconds">How long it took, in the world's time.</param>
public readonly record struct SimulationCounts(long Asked, long Done, long Faults, long Kills, long Stored, long Starts, long Watched, long Steps, double Seconds)
{
    /// <summary>Both together.</summary>
    public static SimulationCounts operator +(SimulationCounts one, SimulationCounts other) => new(
        one.Asked + other.Asked,
        one.Done + other.Done,
        one.Faults + other.Faults,
        one.Kills + other.Kills,
        one.Stored + other.Stored,
        one.Starts + other.Starts,
        one.Watched + other.Watched,
        one.Steps + other.Steps,
        one.Seconds + other.Seconds);

    /// <summary>The part of one of so many runs.</summary>
    public string Per(int runs) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Asked / (double)runs:F0} requests ({Done / (double)runs:F0} acknowledged), {Faults / (double)runs:F1} faults ({Kills / (double)runs:F1} kills), "
            + $"{Stored / (double)runs:F0} records, {Starts / (double)runs:F0} containers, {Watched / (double)runs:F0} watch events, "
            + $"{Steps / (double)runs:F0} steps in {Seconds / runs:F0} s");
}
