using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using Xunit;

namespace CloudOrchestrator.Testing.Reconciling;

/// <summary>What every reconciler must keep, whatever the situation.</summary>
public abstract class ReconcilerLaws
{
    private const int PassesMax = 60;

    /// <summary>The reconciler under test.</summary>
    protected abstract IReconciler Reconciler { get; }

    /// <summary>Situations to try: each a world and the keys to decide.</summary>
    protected abstract IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations();

    /// <summary>What the rest of the cluster does between passes: other controllers, node agents. Must settle.</summary>
    protected virtual void React(ObjectWorld world)
    {
    }

    [Fact]
    public void Decide_Repeated_ReachesFixedPoint()
    {
        foreach (var (world, key) in Situations())
        {
            Settle(world, key);
            Assert.DoesNotContain(Decide(world, key).Actions, IsWrite);
        }
    }

    [Fact]
    public void Decide_ObjectsInOtherOrder_DecidesTheSame()
    {
        foreach (var (world, key) in Situations())
        {
            var straight = Decide(world, key);
            var reversed = Decide(world.Copy(reversed: true), key);
            Assert.Equal(Describe(straight.Actions), Describe(reversed.Actions));
            Assert.Equal(straight.RequeueAfter, reversed.RequeueAfter);
        }
    }

    [Fact]
    public void Decide_ForeignObjects_AreUntouched()
    {
        foreach (var (world, key) in Situations())
        {
            var foreign = world.All().Where(value => value.Metadata.Annotations?.ContainsKey(ForeignAnnotation) == true).ToList();
            Settle(world, key);
            Assert.All(foreign, value => Assert.Same(value, world.Get(value.GetType(), Ownership.KeyOf(value))));
        }
    }

    [Fact]
    public void Decide_CrashAfterAnyAction_StillConverges()
    {
        foreach (var (world, key) in Situations())
        {
            var expected = world.Copy();
            Settle(expected, key);
            var actions = Decide(world, key).Actions;
            for (var done = 0; done <= actions.Count; done++)
            {
                var crashed = world.Copy();
                Assert.Null(crashed.Apply(actions.Take(done)));
                Settle(crashed, key);
                Assert.Equal(Shape(expected), Shape(crashed));
            }
        }
    }

    [Fact]
    public void Decide_ObjectGone_DoesNothingForEver()
    {
        foreach (var (world, key) in Situations())
        {
            var emptied = new ObjectWorld();
            Assert.DoesNotContain(Decide(emptied, key).Actions, IsWrite);
            Assert.NotNull(world);
        }
    }

    [Fact]
    public void Decide_StaleDecision_IsRefusedOrHarmless()
    {
        foreach (var (world, key) in Situations())
        {
            var stale = Decide(world, key).Actions;
            Settle(world, key);
            var settled = Shape(world);
            world.Apply(stale.Where(action => action is not ObjectAction.Create));
            Settle(world, key);
            Assert.Equal(settled, Shape(world));
        }
    }

    /// <summary>Marks objects that must not be touched.</summary>
    protected const string ForeignAnnotation = "test/foreign";

    /// <summary>One decision.</summary>
    protected Decision Decide(ObjectWorld world, ObjectKey key, ActionFailure? failure = null) =>
        Reconciler.Decide(key, world, new ReconcileContext(world.Now, new SeededIds(7 + world.Events.Count)) { Failure = failure });

    /// <summary>Decides and acts until nothing is left to do.</summary>
    protected void Settle(ObjectWorld world, ObjectKey key)
    {
        for (var pass = 0; pass < PassesMax; pass++)
        {
            var decision = Decide(world, key);
            var failure = world.Apply(decision.Actions);
            var before = Shape(world);
            React(world);
            if (failure is null && !decision.Actions.Any(IsWrite) && before == Shape(world))
                return;
        }

        Assert.Fail($"{Reconciler.Name} did not come to rest in {PassesMax} passes");
    }

    /// <summary>The world without what differs from run to run: uids, generated names, versions.</summary>
    protected static string Shape(ObjectWorld world) => string.Join('\n', world.All().Select(Normalize).Order(StringComparer.Ordinal));

    private static bool IsWrite(ObjectAction action) => action is not ObjectAction.RecordEvent;

    private static string Normalize(IKubernetesObject value)
    {
        var json = JsonSerializer.SerializeToNode(value, value.GetType(), ObjectJson.Options)!.AsObject();
        var metadata = json["metadata"]!.AsObject();
        metadata.Remove("uid");
        metadata.Remove("resourceVersion");
        metadata.Remove("generation");
        (json["status"] as JsonObject)?.Remove("observedGeneration");
        if (metadata["generateName"] is { } prefix)
            metadata["name"] = prefix.DeepClone();
        foreach (var owner in metadata["ownerReferences"] as JsonArray ?? [])
            owner!.AsObject().Remove("uid");
        return value.GetType().Name + json.ToJsonString();
    }

    private static List<string> Describe(IEnumerable<ObjectAction> actions) => [.. actions.Select(Describe).Order(StringComparer.Ordinal)];

    private static string Describe(ObjectAction action) => action switch
    {
        ObjectAction.Create create => "create " + Normalize(create.Value),
        ObjectAction.Update update => "update " + Normalize(update.Value),
        ObjectAction.UpdateStatus update => $"update {update.Subresource} " + Normalize(update.Value),
        ObjectAction.Patch patch => $"patch {patch.ObjectType.Name} {patch.Key} {patch.Subresource} {patch.Changes.ToJsonString()}",
        ObjectAction.Delete delete => $"delete {delete.ObjectType.Name} {delete.Key}",
        ObjectAction.RecordEvent { Reason: "SuccessfulCreate" } => "event SuccessfulCreate",
        ObjectAction.RecordEvent told => $"event {told.Reason} {told.Message}",
        _ => throw new InvalidOperationException(action.GetType().Name),
    };
}
