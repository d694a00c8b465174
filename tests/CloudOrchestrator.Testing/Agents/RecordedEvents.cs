using System.Collections.Concurrent;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Recording;

namespace CloudOrchestrator.Testing.Agents;

/// <summary>Keeps the events an agent records.</summary>
public sealed class RecordedEvents : IEventRecorder
{
    private readonly ConcurrentQueue<(string Pod, string Reason, string Message)> _events = new();

    /// <summary>The events so far.</summary>
    public IReadOnlyList<(string Pod, string Reason, string Message)> All => [.. _events];

    /// <inheritdoc/>
    public void Record(Pod pod, string fieldPath, string type, string reason, string message) => _events.Enqueue((pod.Metadata.Name ?? "", reason, message));

    /// <inheritdoc/>
    public void RecordNode(string type, string reason, string message) => _events.Enqueue(("", reason, message));
}
