namespace CloudOrchestrator.NodeAgent.Recording;

/// <summary>Records events about the objects of this node. Never blocks and never fails: what cannot be written is dropped after some tries.</summary>
public interface IEventRecorder
{
    /// <summary>Records an event about a pod, or with <paramref name="fieldPath"/> about a part of it.</summary>
    void Record(Pod pod, string fieldPath, string type, string reason, string message);

    /// <summary>Records an event about the node.</summary>
    void RecordNode(string type, string reason, string message);
}
