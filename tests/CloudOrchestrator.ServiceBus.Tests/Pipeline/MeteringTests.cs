using System.Diagnostics.Metrics;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ServiceBus.Tests.Pipeline;

/// <summary>The meter is one per process, so these tests count what they alone do: on queues of a client whose requests no other test makes at the same time.</summary>
[Collection(nameof(MeteringTests))]
[CollectionDefinition(nameof(MeteringTests), DisableParallelization = true)]
public sealed class MeteringTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Dictionary<string, long> _counts = [];

    [Fact]
    public async Task Operations_EachAttempt_IsCountedByKind()
    {
        await using var space = await Namespace.WithQueueAsync(_time, "work");
        using var listener = Listen();
        var sender = space.Client.CreateSender("work");
        var receiver = space.Client.CreateReceiver("work");
        await sender.SendMessagesAsync([new ServiceBusMessage("a"), new ServiceBusMessage("b"), new ServiceBusMessage(new string('x', 100_000))], default);
        var message = (await receiver.ReceiveMessageAsync(TimeSpan.Zero, default))!;
        await receiver.RenewMessageLockAsync(message, default);
        await receiver.AbandonMessageAsync(message, default);
        message = (await receiver.ReceiveMessageAsync(TimeSpan.Zero, default))!;
        await receiver.CompleteMessageAsync(message, default);
        await space.Client.CreateAdministrationClient().QueueExistsAsync("work", default);
        Assert.Equal(4, _counts["send"]);
        Assert.Equal(2, _counts["receive"]);
        Assert.Equal(1, _counts["renew"]);
        Assert.Equal(1, _counts["abandon"]);
        Assert.Equal(1, _counts["complete"]);
        Assert.Equal(1, _counts["manage"]);
        Assert.Equal(space.Broker.Operations.Of("send"), _counts["send"]);
    }

    [Fact]
    public async Task Operations_Retries_AreCounted()
    {
        var service = new ScriptedService(() => ScriptedService.Answer(500), () => ScriptedService.Answer(201));
        using var listener = Listen();
        var sending = service.Client(_time).CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), default);
        while (_time.UntilNextTimer is null && !sending.IsCompleted)
            await Task.Yield();
        _time.Advance(TimeSpan.FromSeconds(1));
        await sending;
        Assert.Equal(2, _counts["send"]);
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Meter.Name: "CloudOrchestrator", Name: "cloudorchestrator.servicebus.operations" })
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (_counts)
            {
                var operation = (string)tags[0].Value!;
                _counts[operation] = _counts.GetValueOrDefault(operation) + count;
            }
        });
        listener.Start();
        return listener;
    }
}
