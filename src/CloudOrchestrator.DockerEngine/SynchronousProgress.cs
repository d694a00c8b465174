namespace CloudOrchestrator.DockerEngine;

/// <summary>Reports in the order of events; <see cref="Progress{T}"/> would post each report to the thread pool.</summary>
internal sealed class SynchronousProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
