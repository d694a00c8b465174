namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>The simulation itself, or what it runs, does what it must not: a thread was left, a step threw, nothing comes to rest.</summary>
public sealed class SimulationException(string message, Exception? cause = null) : Exception(message, cause);
