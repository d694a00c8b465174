namespace CloudOrchestrator.Storage;

/// <summary>Keeps a cluster's keys: one text that is made once and read by every process of the cluster.</summary>
public interface IClusterKeyStore
{
    /// <summary>The text; null when the cluster has none yet.</summary>
    ValueTask<string?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Stores the text unless another process was quicker. Returns the text that counts, for every process the same one.</summary>
    ValueTask<string> CreateIfAbsentAsync(string text, CancellationToken cancellationToken);
}
