using System.Diagnostics;
using CloudOrchestrator.ServiceBus.Pipeline;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>
/// Sends items, in few messages: while one send is under way, what further callers add waits and goes out together with the next. One caller sends for all that wait;
/// whoever waits first after that sends next, so nobody works longer than for one send and nothing runs without an owner.
/// </summary>
internal sealed class WorkSender(ServiceBusClient client, ServiceBusWorkQueueOptions options)
{
    private static readonly ActivitySource Source = new("CloudOrchestrator.WorkQueue");

    private readonly ServiceBusSender _sender = client.CreateSender(options.Queue);
    private readonly ScheduleMemory _memory = new(options.MaxRemembered, ServiceBusPipeline.ClockUncertainty);
    private readonly Lock _gate = new();
    private List<WorkTicket> _waiting = [];
    private bool _isSending;

    /// <summary>Returns once the items are on the queue, or known to be already. Fails as the send that included them did.</summary>
    public async Task SendAsync(IReadOnlyCollection<WorkItem> items, TimeSpan delay, int attempt)
    {
        var ticket = new WorkTicket(items, Due(delay), attempt);
        lock (_gate)
        {
            _waiting.Add(ticket);
            if (!_isSending)
            {
                _isSending = true;
                ticket.Lead();
            }
        }
        if (await ticket.Turn)
            await LeadAsync();
    }

    private async Task LeadAsync()
    {
        List<WorkTicket> tickets;
        lock (_gate)
        {
            tickets = _waiting;
            _waiting = [];
        }
        try
        {
            await SendAsync(tickets);
            foreach (var ticket in tickets)
                ticket.Sent();
        }
        catch (Exception exception)
        {
            foreach (var ticket in tickets)
                ticket.Failed(exception);
            throw;
        }
        finally
        {
            lock (_gate)
            {
                _isSending = _waiting.Count > 0;
                if (_isSending)
                    _waiting[0].Lead();
            }
        }
    }

    private async Task SendAsync(List<WorkTicket> tickets)
    {
        var now = client.ServiceNow;
        _memory.Forget(now);
        var wanted = Wanted(tickets, now);
        var messages = wanted
            .GroupBy(pair => (pair.Value.Due, pair.Value.Attempt), pair => pair.Key)
            .SelectMany(group => Messages(group, tickets))
            .ToList();
        if (messages.Count == 0)
            return;
        using var activity = Source.StartActivity("work send", ActivityKind.Producer);
        activity?.SetTag("messaging.system", "servicebus");
        activity?.SetTag("messaging.destination.name", options.Queue);
        activity?.SetTag("messaging.batch.message_count", messages.Count);
        // What was committed must ring whether or not its caller still waits, so no caller's cancellation reaches this; the pipeline's retries bound it.
        await _sender.SendMessagesAsync(messages, CancellationToken.None);
        foreach (var (item, (due, _)) in wanted)
        {
            if (due is { } time)
                _memory.Remember(item, time);
        }
    }

    /// <summary>Each item once, at the earliest of its times.</summary>
    private Dictionary<WorkItem, (DateTimeOffset? Due, int Attempt)> Wanted(List<WorkTicket> tickets, DateTimeOffset now)
    {
        var wanted = new Dictionary<WorkItem, (DateTimeOffset? Due, int Attempt)>();
        foreach (var ticket in tickets)
        {
            foreach (var item in ticket.Items)
            {
                if (ticket.Due is { } due && _memory.Covers(item, due, now))
                    continue;
                if (!wanted.TryGetValue(item, out var known) || (known.Due is { } time && (ticket.Due is null || ticket.Due < time)))
                    wanted[item] = (ticket.Due, ticket.Attempt);
            }
        }
        return wanted;
    }

    private static IEnumerable<ServiceBusMessage> Messages(IGrouping<(DateTimeOffset? Due, int Attempt), WorkItem> group, List<WorkTicket> tickets)
    {
        var trace = tickets.FirstOrDefault(ticket => ticket.TraceParent is not null && ticket.Due == group.Key.Due && ticket.Attempt == group.Key.Attempt)?.TraceParent;
        return WorkMessage.Pack(group, group.Key.Attempt, trace).Select(message => ToMessage(message, group.Key.Due));
    }

    private static ServiceBusMessage ToMessage(WorkMessage message, DateTimeOffset? due)
    {
        var result = new ServiceBusMessage(message.Encode()) { ScheduledEnqueueTime = due };
        if (message.TraceParent is { } trace)
            result.ApplicationProperties["traceparent"] = trace;
        return result;
    }

    private DateTimeOffset? Due(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
            return null;
        return ScheduleMemory.RoundUp(client.ServiceNow + delay, delay > options.GridFrom ? options.Grid : TimeSpan.FromSeconds(1));
    }
}
