using System.Security.Cryptography;
using System.Text;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Core.Events;
using CloudOrchestrator.Kinds.Core.References;

namespace CloudOrchestrator.AzureResources;

/// <summary>
/// Tells what a controller did, as events. Nothing is remembered between calls: an event's name follows from what it says, so that repetitions, by whichever process,
/// are counted on one event.
/// </summary>
internal sealed class ObjectEvents(string component, KindRegistry kinds, TimeProvider time)
{
    private const string DefaultNamespace = "default";
    private const int NameHashLength = 16;

    // A state that lasts is told again this often and no oftener.
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromMinutes(5);

    /// <summary>Tells of something normal.</summary>
    public Task NormalAsync(IObjectClient client, IKubernetesObject regarding, string reason, string message, CancellationToken cancellationToken) =>
        TellAsync(client, regarding, "Normal", reason, message, cancellationToken);

    /// <summary>Tells of something wrong.</summary>
    public Task WarningAsync(IObjectClient client, IKubernetesObject regarding, string reason, string message, CancellationToken cancellationToken) =>
        TellAsync(client, regarding, "Warning", reason, message, cancellationToken);

    private async Task TellAsync(
        IObjectClient client, IKubernetesObject regarding, string type, string reason, string message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var told = Create(regarding, type, reason, message, now);
        var (space, name) = (told.Metadata.Namespace!, told.Metadata.Name!);
        var created = await client.CreateAsync(told, null, cancellationToken);
        if (created.Error?.Code != 409)
            return;
        // Any other refusal (the namespace is going away) costs nothing but the telling: what it says is in the object's status.
        var known = await client.GetAsync<Event>(space, name, cancellationToken);
        if (!known.Succeeded || known.Value.LastTimestamp > now - RepeatInterval)
            return;
        var body = new JsonObject { ["count"] = (known.Value.Count ?? 1) + 1, ["lastTimestamp"] = Timestamps.Format(now) };
        await client.PatchAsync<Event>(space, name, new PatchBody(PatchBody.MergePatch, body, component), null, cancellationToken);
    }

    private Event Create(IKubernetesObject regarding, string type, string reason, string message, DateTimeOffset now)
    {
        var kind = kinds.Find(regarding.GetType())!.GroupVersionKind;
        var metadata = regarding.Metadata;
        var identity = $"{component}\n{metadata.Uid}\n{type}\n{reason}\n{message}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..NameHashLength];
        return new Event
        {
            ApiVersion = "v1",
            Kind = "Event",
            Metadata = new ObjectMeta { Namespace = string.IsNullOrEmpty(metadata.Namespace) ? DefaultNamespace : metadata.Namespace, Name = $"{metadata.Name}.{hash}" },
            InvolvedObject = new ObjectReference
            {
                Kind = kind.Kind,
                ApiVersion = kind.ApiVersion,
                Namespace = metadata.Namespace,
                Name = metadata.Name,
                Uid = metadata.Uid,
                ResourceVersion = metadata.ResourceVersion,
            },
            Type = type,
            Reason = reason,
            Message = message,
            Source = new EventSource { Component = component },
            ReportingComponent = component,
            FirstTimestamp = now,
            LastTimestamp = now,
            Count = 1,
        };
    }
}
