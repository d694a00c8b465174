using CloudOrchestrator.Kinds.Core.Secrets;
using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Recording;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Images;

/// <summary>Makes sure that containers have their images, and tells of it in events.</summary>
/// <param name="runtime">The engine.</param>
/// <param name="events">Where it is told.</param>
/// <param name="time">The clock.</param>
/// <param name="concurrentPulls">How many pulls run at once; the others wait.</param>
public sealed class ImagePuller(IContainerRuntime runtime, IEventRecorder events, TimeProvider time, int concurrentPulls) : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _slots = new(concurrentPulls, concurrentPulls);

    /// <summary>Returns the image of a container, pulling it as its policy says.</summary>
    /// <exception cref="ImagePullException">There is no image to be had.</exception>
    public async Task<RuntimeImage> EnsureAsync(Pod pod, PodContainer container, IReadOnlyList<Secret> pullSecrets, CancellationToken cancellationToken)
    {
        var reference = container.Spec.Image ?? "";
        var name = ImageReference.Parse(reference);
        if (name is null)
        {
            var message = $"Failed to apply default image tag \"{reference}\": couldn't parse image name \"{reference}\": invalid reference format";
            Tell(pod, container, "Warning", "InspectFailed", message);
            throw new ImagePullException("InvalidImageName", message);
        }
        var policy = container.Spec.ImagePullPolicy ?? DefaultPolicy(reference);
        var present = policy == "Always" ? null : await runtime.InspectImageAsync(reference, cancellationToken);
        if (present is not null)
        {
            Tell(pod, container, "Normal", "Pulled", $"Container image \"{reference}\" already present on machine");
            return present;
        }
        if (policy == "Never")
        {
            var message = $"Container image \"{reference}\" is not present with pull policy of Never";
            Tell(pod, container, "Warning", "ErrImageNeverPull", message);
            throw new ImagePullException("ErrImageNeverPull", message);
        }
        return await PullAsync(pod, container, reference, PullSecrets.Matching(name, pullSecrets), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private static string DefaultPolicy(string reference)
    {
        var last = reference[(reference.LastIndexOf('/') + 1)..];
        var latest = !last.Contains('@', StringComparison.Ordinal) && (!last.Contains(':', StringComparison.Ordinal) || last.EndsWith(":latest", StringComparison.Ordinal));
        return latest ? "Always" : "IfNotPresent";
    }

    private async Task<RuntimeImage> PullAsync(
        Pod pod, PodContainer container, string reference, IReadOnlyList<RegistryCredentials> credentials, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        await OnContext.EnterAsync(_slots, cancellationToken);
        try
        {
            Tell(pod, container, "Normal", "Pulling", $"Pulling image \"{reference}\"");
            var begun = time.GetTimestamp();
            var image = await TryAllAsync(reference, credentials, new PullNarrator(time, ProgressInterval, text => Tell(pod, container, "Normal", "Pulling", text)), cancellationToken);
            var took = GoDuration.Format(RoundedMillis(time.GetElapsedTime(begun)));
            var waited = GoDuration.Format(RoundedMillis(time.GetElapsedTime(asked)));
            Tell(pod, container, "Normal", "Pulled",
                $"Successfully pulled image \"{reference}\" in {took} ({waited} including waiting). Image size: {image.SizeBytes} bytes.");
            return image;
        }
        catch (RuntimeException failure)
        {
            Tell(pod, container, "Warning", "Failed", $"Failed to pull image \"{reference}\": {failure.Message}");
            throw new ImagePullException(StartFailure.ErrImagePull, failure.Message);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Tries each of the credentials, and without any when there are none; the last refusal counts.</summary>
    private async Task<RuntimeImage> TryAllAsync(
        string reference, IReadOnlyList<RegistryCredentials> credentials, PullNarrator progress, CancellationToken cancellationToken)
    {
        RegistryCredentials?[] tries = credentials.Count == 0 ? [null] : [.. credentials];
        for (var index = 0; ; index++)
        {
            try
            {
                return await runtime.PullImageAsync(reference, tries[index], progress, cancellationToken);
            }
            catch (RuntimeException) when (index + 1 < tries.Length)
            {
                // Another secret may open the door.
            }
        }
    }

    private static TimeSpan RoundedMillis(TimeSpan duration) => TimeSpan.FromMilliseconds(Math.Round(duration.TotalMilliseconds));

    private void Tell(Pod pod, PodContainer container, string type, string reason, string message) =>
        events.Record(pod, container.FieldPath, type, reason, message);
}
