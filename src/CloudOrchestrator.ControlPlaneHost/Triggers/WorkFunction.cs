using System.Diagnostics;
using CloudOrchestrator.ControlPlaneHost.Cloud;
using CloudOrchestrator.Controllers;
using CloudOrchestrator.ServiceBus.Work;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ControlPlaneHost.Triggers;

/// <summary>
/// Function <c>Work</c>: hands the items of a batch of messages to the controllers. The host can only complete all messages of a batch or give all back, so what
/// failed is sent again by itself and the batch completed; it is given back only when nothing could be sent.
/// </summary>
internal sealed class WorkFunction(HostOutput output)
{
    /// <summary>Name of the binding in function.json.</summary>
    public const string Binding = "messages";

    private static readonly ActivitySource Source = new("CloudOrchestrator.WorkQueue");

    /// <summary>
    /// Handles the messages; says what it did. Whoever had redelivered ones may have died between a write and telling of it, and to decide again finds nothing left
    /// to write: then everything is looked at once.
    /// </summary>
    public async Task<string> RunAsync(CloudControlPlane plane, IReadOnlyList<string> bodies, bool redelivered, CancellationToken cancellationToken)
    {
        var messages = new List<WorkMessage>(bodies.Count);
        foreach (var body in bodies)
        {
            try
            {
                messages.Add(WorkMessage.Decode(body));
            }
            catch (FormatException exception)
            {
                await plane.Queue.Retry.PoisonAsync(body, exception.Message, cancellationToken);
            }
        }

        var attempts = new Dictionary<WorkItem, int>();
        foreach (var (item, attempt) in messages.SelectMany(message => message.Items.Select(item => (item, message.Attempt))))
            attempts[item] = Math.Max(attempt, attempts.GetValueOrDefault(item));
        if (attempts.Count == 0)
            return $"{bodies.Count} messages, nothing to do";

        using var activity = Begin(messages);
        var failed = await HandleAsync(plane.Engine, [.. attempts.Keys], cancellationToken);
        if (failed.Count > 0)
            await RetryAsync(plane.Queue.Retry, failed, attempts);
        if (redelivered)
            await plane.Engine.ResyncAsync(cancellationToken);
        return $"{bodies.Count} messages, {attempts.Count} items, {failed.Count} failed{(redelivered ? "; delivered before, so looked at everything" : "")}";
    }

    // The first message's trace is continued, the others are linked to.
    private static Activity? Begin(List<WorkMessage> messages)
    {
        var contexts = messages.Select(message => ActivityContext.TryParse(message.TraceParent, null, isRemote: true, out var context) ? context : default)
            .Where(context => context != default).Distinct().ToList();
        return Source.StartActivity("work", ActivityKind.Consumer, contexts.FirstOrDefault(), links: contexts.Skip(1).Select(context => new ActivityLink(context)));
    }

    private static async Task<IReadOnlyList<FailedWorkItem>> HandleAsync(TriggeredEngine engine, IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.HandleAsync(items, cancellationToken);
        }
        catch (Exception exception)
        {
            return [.. items.Select(item => new FailedWorkItem(item, exception))];
        }
    }

    // Not cancelled with the call: a call that runs out of time must still be able to save its items.
    private async Task RetryAsync(WorkRetry retry, IReadOnlyList<FailedWorkItem> failed, Dictionary<WorkItem, int> attempts)
    {
        foreach (var group in failed.GroupBy(item => item.Reason))
            output.Fault($"{group.Count()} work items, the first {group.First().Item.Controller} {group.First().Item.Key}", group.Key);
        await retry.RetryAsync([.. failed.Select(item => new FailedWork(item.Item, attempts.GetValueOrDefault(item.Item, 1), item.Reason.Message))], CancellationToken.None);
    }
}
