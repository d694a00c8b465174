namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>A filter whose verdict on a node depends on pods of other nodes.</summary>
internal interface IClusterFilter
{
    /// <summary>False while the filter would refuse no node.</summary>
    bool Applies { get; }

    /// <summary>A pod has been placed.</summary>
    void Placed(PodInfo pod, int node);

    /// <summary>Called once before the nodes are checked for a pod.</summary>
    void Prepare();

    /// <summary>The refusal; null when the node may take the pod.</summary>
    NodeRefusal? Check(int node);
}
