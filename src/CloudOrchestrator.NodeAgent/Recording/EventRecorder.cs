using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using CloudOrchestrator.Kinds.Core.Events;
using CloudOrchestrator.Kinds.Core.References;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Recording;

/// <summary>
/// Writes core events in the background. An event that repeats (same object, type, reason and message) raises the count of the first instead of making another.
/// </summary>
public sealed class EventRecorder(IObjectClient client, string nodeName, TimeProvider time, ILogger<EventRecorder> log) : IEventRecorder
{
    private const int QueueLengthMax = 1000;
    private const int RememberedMax = 4096;
    private const int Tries = 3;

    private readonly Channel<Event> _queue =
        Channel.CreateBounded<Event>(new BoundedChannelOptions(QueueLengthMax) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Dictionary<string, (string Name, int Count)> _written = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Record(Pod pod, string fieldPath, string type, string reason, string message) => Enqueue(
        new ObjectReference
        {
            Kind = "Pod",
            ApiVersion = "v1",
            Namespace = pod.Metadata.Namespace,
            Name = pod.Metadata.Name,
            Uid = pod.Metadata.Uid,
            ResourceVersion = pod.Metadata.ResourceVersion,
            FieldPath = fieldPath.Length == 0 ? null : fieldPath,
        },
        pod.Metadata.Namespace ?? "default", type, reason, message);

    /// <inheritdoc/>
    public void RecordNode(string type, string reason, string message) =>
        Enqueue(new ObjectReference { Kind = "Node", Name = nodeName, Uid = nodeName }, "default", type, reason, message);

    /// <summary>Writes events until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_queue.Reader.TryRead(out var entry))
                await WriteAsync(entry, cancellationToken);
        }
    }

    private void Enqueue(ObjectReference about, string @namespace, string type, string reason, string message)
    {
        var now = time.GetUtcNow();
        _queue.Writer.TryWrite(new Event
        {
            Kind = "Event",
            ApiVersion = "v1",
            Metadata = new ObjectMeta
            {
                Namespace = @namespace,
                Name = string.Create(CultureInfo.InvariantCulture, $"{about.Name}.{now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks:x16}{Fold(about.FieldPath, reason, message):x4}"),
            },
            InvolvedObject = about,
            Type = type,
            Reason = reason,
            Message = message.Length > 1024 ? message[..1024] : message,
            Source = new EventSource { Component = "kubelet", Host = nodeName },
            FirstTimestamp = now,
            LastTimestamp = now,
            Count = 1,
            ReportingComponent = "kubelet",
            ReportingInstance = nodeName,
        });
    }

    private async Task WriteAsync(Event entry, CancellationToken cancellationToken)
    {
        var key = string.Join('\u001f', entry.InvolvedObject.Uid, entry.InvolvedObject.Name, entry.InvolvedObject.FieldPath, entry.Type, entry.Reason,
            entry.Message);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                var outcome = _written.TryGetValue(key, out var known)
                    ? await RaiseAsync(entry, known, cancellationToken)
                    : await client.CreateAsync(entry, null, cancellationToken);
                if (outcome.Error is { Code: 404 } && _written.Remove(key))
                    continue;
                if (!outcome.Succeeded)
                {
                    // Forbidden where the namespace is going away, or a broken request: trying again would not help.
                    log.LogWarning("Event {Reason} about {Name} was refused: {Message}", entry.Reason, entry.InvolvedObject.Name, outcome.Error.Message);
                    return;
                }
                if (_written.Count >= RememberedMax)
                    _written.Clear();
                _written[key] = (outcome.Value.Metadata.Name ?? "", known.Count + 1);
                return;
            }
            catch (Exception failure) when (ApiUnreachable.Is(failure) && attempt < Tries)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancellationToken);
            }
            catch (Exception unreachable) when (ApiUnreachable.Is(unreachable))
            {
                log.LogWarning("Event {Reason} about {Name} could not be written: {Message}", entry.Reason, entry.InvolvedObject.Name, unreachable.Message);
            }
        }
    }

    private Task<ResultOf<Event>> RaiseAsync(Event entry, (string Name, int Count) known, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["count"] = known.Count + 1,
            ["lastTimestamp"] = Timestamps.Format(entry.LastTimestamp!.Value),
        };
        return client.PatchAsync<Event>(
            entry.Metadata.Namespace ?? "", known.Name, new PatchBody(PatchBody.MergePatch, patch, "kubelet"), null, cancellationToken);
    }

    /// <summary>Tells apart the names of events of one moment.</summary>
    private static ushort Fold(params string?[] parts)
    {
        uint hash = 2166136261;
        foreach (var character in string.Concat(parts))
            hash = unchecked((hash ^ character) * 16777619);
        return (ushort)(hash ^ (hash >> 16));
    }
}
