namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>What a process says: lines of the audit log on one writer, faults on another. The host above it collects both.</summary>
/// <param name="Lines">Takes the audit log.</param>
/// <param name="Errors">Takes faults.</param>
internal sealed record HostOutput(TextWriter Lines, TextWriter Errors)
{
    /// <summary>Says that something has failed.</summary>
    public void Fault(string what, Exception exception) => Errors.WriteLine($"{what}: {exception}");
}
