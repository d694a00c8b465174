using CloudOrchestrator.Simulation.Runtime;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.Simulation.Cluster;

/// <summary>What an agent would write to its log goes into the trace.</summary>
internal sealed class TracedLog<T>(SimulatedProcess process) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        process.World.Trace.Tell(process.World, process.Name, () => $"log: {formatter(state, exception)} {exception?.Message}");
        if (logLevel == LogLevel.Critical)
            process.World.Fail($"{process.Name}: {formatter(state, exception)}", exception);
    }
}
