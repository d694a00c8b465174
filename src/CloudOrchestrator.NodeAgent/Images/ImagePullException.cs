namespace CloudOrchestrator.NodeAgent.Images;

/// <summary>An image cannot be had.</summary>
/// <param name="reason">Waiting reason: <c>ErrImagePull</c>, <c>ErrImageNeverPull</c>, <c>InvalidImageName</c> or <c>ImageInspectError</c>.</param>
/// <param name="message">What happened.</param>
public sealed class ImagePullException(string reason, string message) : Exception(message)
{
    /// <summary>Waiting reason.</summary>
    public string Reason { get; } = reason;
}
