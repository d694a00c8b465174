using System.Text;
using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Reconciling;

public sealed class TriggerMapTests : IAsyncDisposable
{
    private static readonly IReadOnlyDictionary<Type, ResourceAccess> Resources = ResourceAccess.Of(KindRegistry.BuiltIn());
    private static readonly Trigger Gone = Trigger.Itself<ConfigMap>() with { OnlyGone = true };

    private readonly MemoryLog _log = new(TimeProvider.System);
    private readonly ObjectStore _store;

    public TriggerMapTests() => _store = new ObjectStore(_log, new ObjectStoreOptions(), TimeProvider.System, new RandomIdSource());

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _log.DisposeAsync();
    }

    [Fact]
    public void Items_ObjectOfTheName_RingsForItsNamespace() =>
        Assert.Equal([new WorkItem("c", new ObjectKey("", "default"))], Items(Trigger.NamespaceOf<ConfigMap>("wanted"), null, Map("wanted", "{}")));

    // What cannot be decoded tells that nobody tried.
    [Fact]
    public void Items_ObjectOfAnotherName_IsNotDecoded() => Assert.Empty(Items(Trigger.NamespaceOf<ConfigMap>("wanted"), null, Map("other", "5")));

    [Fact]
    public void Items_ChangeThatIsNoEnd_IsNotDecoded() => Assert.Empty(Items(Gone, Map("a", "5"), Map("a", "5")));

    [Fact]
    public void Items_End_Rings() => Assert.Equal([new WorkItem("c", new ObjectKey("default", "a"))], Items(Gone, Map("a", "{}"), null));

    private HashSet<WorkItem> Items(Trigger trigger, StoredObject? before, StoredObject? after) =>
        new TriggerMap([("c", [trigger])]).Items(Resources[typeof(ConfigMap)], [(before, after)], ClusterReplicas.Unopened(_store, Resources).Snapshot());

    private static StoredObject Map(string name, string data) => new(new ObjectKey("default", name), 1, Encoding.UTF8.GetBytes(
        $$$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"{{{name}}}","namespace":"default","resourceVersion":"1"},"data":{{{data}}}}"""));
}
