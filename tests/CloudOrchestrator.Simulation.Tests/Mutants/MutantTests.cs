using CloudOrchestrator.Client;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Simulation.Tests.Mutants;

/// <summary>The checkers can fail: production code with one thing broken is caught, by the check whose promise it breaks, within a few seeds.</summary>
public sealed class MutantTests
{
    private const int SeedsMax = 20;

    private static readonly Dictionary<string, (ClusterSeams Seams, string Violation)> Mutants = new()
    {
        ["preconditions forgotten"] = (Server(client => new PreconditionsForgotten(client)), "writes: "),
        ["refused but done"] = (Server(client => new RefusedButDone(client)), "authors: "),
        ["stale gets"] = (Server(client => new StaleGets(client)), "reads: "),
        ["lists cut short"] = (Server(client => new ListsCutShort(client)), "reads: "),
        ["watch skips"] = (Server(client => new WatchSkips(client)), "watches: "),
        ["watch sleeps"] = (Server(client => new WatchSleeps(client)), "watches: "),
        ["watch repeats"] = (Server(client => new WatchRepeats(client)), "watches: "),
        ["watch mistakes types"] = (Server(client => new WatchMistakesTypes(client)), "watches: "),
        ["bookmarks ahead"] = (Server(client => new BookmarksAhead(client)), "watches: "),
        ["everything on one node"] = (Controllers(client => new EverythingOnOneNode(client)), "capacity: "),
        ["unavailable without limit"] = (Controllers(client => new UnavailableWithoutLimit(client)), "deployments: "),
        ["surge without limit"] = (Controllers(client => new SurgeWithoutLimit(client)), "deployments: "),
        ["pods created twice"] = (Controllers(client => new PodsCreatedTwice(client)), "replicasets: "),
        ["job pods created twice"] = (Controllers(client => new PodsCreatedTwice(client)), "jobs: "),
        ["jobs miscounted"] = (Log(log => new JobsMiscounted(log)), "jobs: "),
        ["garbage forgotten"] = (Controllers(client => new GarbageForgotten(client)), "deletion: "),
        ["appends forgotten"] = (Log(log => new AppendsForgotten(log)), "writes: "),
        ["chains broken"] = (Log(log => new ChainsBroken(log)), "order: "),
        ["writes of nothing"] = (Log(log => new WritesOfNothing(log)), "laws: "),
        ["pods bound twice"] = (Log(log => new PodsBoundTwice(log)), "pods: "),
        ["containers twice"] = (new ClusterSeams { Runtime = runtime => new ContainersTwice(runtime) }, "pods: "),
        ["namespaces removed early"] = (Log(log => new NamespacesRemovedEarly(log)), "deletion: "),
        ["bindings changed"] = (Log(log => new BindingsChanged(log)), "pods: "),
        ["finalizers ignored"] = (Log(log => new FinalizersIgnored(log)), "deletion: "),
    };

    public static TheoryData<string> Names() => new(Mutants.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_Mutant_IsCaught(string name)
    {
        var (seams, violation) = Mutants[name];
        for (var seed = 1; seed <= SeedsMax; seed++)
        {
            if (SimulationRun.Of(seed, Options(seams) with { RestMax = LimitOf(violation) }).Broken.Any(broken => IsOf(broken, violation)))
                return;
        }

        Assert.Fail($"{SeedsMax} seeds with \"{name}\" broke no promise of \"{violation}\"");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Check_NothingBroken_NothingIsFound(int seed) => Assert.Empty(SimulationRun.Of(seed, Options(new ClusterSeams())).Broken);

    private static bool IsOf(string broken, string violation) =>
        broken.StartsWith(violation, StringComparison.Ordinal) && !broken.Contains("did not come to rest", StringComparison.Ordinal);

    // What a mutant keeps from coming to rest need not be waited for, except where being left over is what is found.
    private static TimeSpan? LimitOf(string violation) => violation == "deletion: " ? null : TimeSpan.FromMinutes(1);

    // Without troubles: what is caught is the mutant, and it is caught soon.
    private static SimulationOptions Options(ClusterSeams seams) => new() { Troubles = false, Seams = seams };

    private static ClusterSeams Server(Func<IObjectClient, IObjectClient> mutate) => new() { Server = mutate };

    private static ClusterSeams Controllers(Func<IObjectClient, IObjectClient> mutate) => new() { Controllers = mutate };

    private static ClusterSeams Log(Func<IRevisionLog, IRevisionLog> mutate) => new() { Log = mutate };
}
