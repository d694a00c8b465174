using CloudOrchestrator.Emulators.Functions.Triggers;

namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>A schedule.</summary>
/// <param name="Name">The binding's name.</param>
/// <param name="Schedule">When, in UTC.</param>
/// <param name="RunOnStartup">Whether it also runs when an instance starts.</param>
/// <param name="UseMonitor">Whether the schedule is remembered, so that a missed run is made up for.</param>
internal sealed record TimerTrigger(string Name, NcrontabSchedule Schedule, bool RunOnStartup, bool UseMonitor) : FunctionTrigger(Name);
