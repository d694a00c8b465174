namespace CloudOrchestrator.Storage.Trees;

/// <summary>A position in a tree's order.</summary>
internal interface ITreeProbe<in T>
{
    /// <summary>Negative when the position is before the item, zero when it is the item's, positive when after.</summary>
    int CompareTo(T item);
}
