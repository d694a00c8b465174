namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>Something that can run now.</summary>
/// <param name="Process">Whose it is.</param>
/// <param name="Callback">What to call.</param>
/// <param name="State">With what.</param>
internal readonly record struct ReadyStep(SimulatedProcess Process, SendOrPostCallback Callback, object? State);
