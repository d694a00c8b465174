using System.Text.Json;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Simulation;

/// <summary>One request to an API server and what its sender learned of it.</summary>
public sealed class HistoryOperation
{
    private JsonElement? _parsed;

    /// <summary>Position among the operations.</summary>
    public required int Id { get; init; }

    /// <summary>Who asked: <c>user-2</c>, <c>node-1</c>.</summary>
    public required string User { get; init; }

    /// <summary>The API server that was asked; empty when none could be reached.</summary>
    public string Server { get; set; } = "";

    /// <summary>What was asked.</summary>
    public required HistoryVerb Verb { get; init; }

    /// <summary>The log's stream of the resource type: <c>pods</c>, <c>apps/deployments</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>The object; of a list only the namespace counts, empty for all.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>Subresource: <c>status</c>, <c>binding</c>; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The uid that the object had to have; null when any would do.</summary>
    public string? PreconditionUid { get; init; }

    /// <summary>The resourceVersion that the object had to have for a write, or the least that a read asked for; null when any would do.</summary>
    public string? ResourceVersionIn { get; init; }

    /// <summary>The object or the options that were sent; null when <see cref="Body"/> alone tells.</summary>
    public object? Value { get; init; }

    /// <summary>The body that was sent, as JSON: an object or a patch; null when there was none.</summary>
    public string? Body
    {
        get => field ??= Value is null ? null : JsonSerializer.Serialize(Value, Value.GetType(), ObjectJson.Options);
        init;
    }

    /// <summary>The body, parsed.</summary>
    public JsonElement? Parsed => Body is null ? null : _parsed ??= JsonElement.Parse(Body);

    /// <summary>Media type of a patch; null otherwise.</summary>
    public string? PatchType { get; init; }

    /// <summary>Step at which it was sent.</summary>
    public required long InvokedStep { get; init; }

    /// <summary>Time at which it was sent.</summary>
    public required DateTimeOffset InvokedAt { get; init; }

    /// <summary>Step at which the answer was there, or the sender gave up; null while it is under way.</summary>
    public long? AnsweredStep { get; set; }

    /// <summary>Time at which the answer was there, or the sender gave up.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>What the sender knows of the outcome.</summary>
    public HistoryOutcome Outcome { get; set; } = HistoryOutcome.Unknown;

    /// <summary>HTTP status code of an answer; 0 without.</summary>
    public int Code { get; set; }

    /// <summary>Kubernetes' reason of a refusal (<c>Conflict</c>, <c>NotFound</c>), or the exception's message when the outcome is unknown; null otherwise.</summary>
    public string? Reason { get; set; }

    /// <summary>resourceVersion of the answered object or list; null without.</summary>
    public string? ResourceVersionOut { get; set; }

    /// <summary>uid of the answered object; null without.</summary>
    public string? Uid { get; set; }

    /// <summary>What a list answered; null for other verbs.</summary>
    public IReadOnlyList<HistoryListed>? Listed { get; set; }
}
