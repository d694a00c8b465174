using System.Globalization;
using CloudOrchestrator.Kinds.Core.Events;
using CloudOrchestrator.Kinds.Core.References;

namespace CloudOrchestrator.Controllers.Events;

/// <summary>An event that may recur: what it says, how often it has, and its object in the API.</summary>
internal sealed class EventSeriesState(
    EventSeriesState.Identity identity, string component, ObjectReference regarding, string message, DateTimeOffset now, Func<long> nextNumber)
{
    private DateTimeOffset _first = now;
    private DateTimeOffset _last = now;
    private int _count;

    /// <summary>What makes two events the same.</summary>
    public readonly record struct Identity(
        string Component, string Kind, string Namespace, string Name, string Uid, string Type, string Reason, string Message);

    /// <summary>The object's namespace, or <c>default</c> for objects without one.</summary>
    public string Namespace { get; } = string.IsNullOrEmpty(regarding.Namespace) ? "default" : regarding.Namespace;

    /// <summary>Name of the event's object.</summary>
    public string Name { get; private set; } = NameOf(regarding, nextNumber());

    /// <summary>True once the event has been created.</summary>
    public bool IsStored { get; set; }

    /// <summary>When it last happened.</summary>
    public DateTimeOffset Last => _last;

    /// <summary>It has happened once more.</summary>
    public void Happened(DateTimeOffset at)
    {
        _count++;
        _last = at;
    }

    /// <summary>The stored object has expired: the next one is a new event.</summary>
    public void StartAgain()
    {
        IsStored = false;
        _count = 1;
        _first = _last;
        Name = NameOf(regarding, nextNumber());
    }

    /// <summary>The patch that brings the stored event up to date.</summary>
    public PatchBody Bump() => new(
        PatchBody.MergePatch,
        new JsonObject { ["count"] = _count, ["lastTimestamp"] = Timestamps.Format(_last), ["message"] = message },
        component);

    /// <summary>The event as an object.</summary>
    public Event ToEvent() => new()
    {
        ApiVersion = "v1",
        Kind = "Event",
        Metadata = new ObjectMeta { Namespace = Namespace, Name = Name },
        InvolvedObject = regarding,
        Reason = identity.Reason,
        Message = message,
        Type = identity.Type,
        Source = new EventSource { Component = component },
        FirstTimestamp = _first,
        LastTimestamp = _last,
        Count = _count,
        ReportingComponent = component,
    };

    private static string NameOf(ObjectReference regarding, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{regarding.Name}.{number:x}");
}
