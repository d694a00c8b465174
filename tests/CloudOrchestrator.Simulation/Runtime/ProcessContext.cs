namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>Brings every continuation of a process into the world's run queue.</summary>
internal sealed class ProcessContext(SimulatedProcess process) : OneThreadContext
{
    public override void Post(SendOrPostCallback d, object? state) => process.World.Post(process, d, state);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("nothing in a simulated process waits for a thread");

    public override SynchronizationContext CreateCopy() => this;
}
