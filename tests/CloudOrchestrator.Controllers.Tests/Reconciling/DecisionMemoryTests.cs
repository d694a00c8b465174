using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Controllers.Tests.Triggered;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Reconciling;

public sealed class DecisionMemoryTests
{
    [Fact]
    public void Keep_MoreThanItMayHold_ForgetsAndGoesOn()
    {
        var memory = new DecisionMemory(2);
        for (var number = 0; number < 3; number++)
            memory.Keep(Item(number), number);
        Assert.Equal([null, null, 2], Enumerable.Range(0, 3).Select(number => memory.Of(Item(number))));
    }

    [Fact]
    public void Keep_Nothing_ForgetsWhatWas()
    {
        var memory = new DecisionMemory();
        memory.Keep(Item(1), "before");
        memory.Keep(Item(1), null);
        Assert.Null(memory.Of(Item(1)));
    }

    [Fact]
    public async Task HandleAsync_DecisionLeftSomething_TheNextAboutTheKeyIsTold()
    {
        await using var both = new TwoInstances();
        var kinds = KindRegistry.BuiltIn();
        var replicas = await ClusterReplicas.OpenAsync(both.One.Store, ResourceAccess.Of(kinds), default);
        var counting = new Counting();
        var executor = new ActionExecutor(both.One.Client, replicas, new EventRecorder(both.One.Client, kinds, TimeProvider.System));
        var handler = new ItemHandler([counting], [], executor, both.One.Client, TimeProvider.System, new SeededIds(9));

        foreach (var number in new[] { 1, 1, 2, 1 })
            await handler.HandleAsync(Item(number), replicas, both.Surroundings, default);

        Assert.Equal([("1", null), ("1", 1), ("2", null), ("1", 2)], counting.Told);
    }

    private static WorkItem Item(int number) => new("counting", new ObjectKey("default", $"{number}"));

    private sealed class Counting : IReconciler
    {
        public List<(string Name, int? Memory)> Told { get; } = [];

        public string Name => "counting";

        public IReadOnlyList<Trigger> Triggers => [];

        public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
        {
            Told.Add((key.Name, (int?)context.Memory));
            return Decision.None with { Memory = ((int?)context.Memory ?? 0) + 1 };
        }
    }
}
