using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Services;

/// <summary>Services and pods behind them.</summary>
internal static class ServiceSituations
{
    public static readonly ObjectKey Key = new("default", "web");

    public static IEnumerable<(ObjectWorld World, ObjectKey Key)> All()
    {
        yield return (With(0), Key);
        yield return (With(3), Key);
        yield return (With(250), Key);
    }

    public static ObjectWorld With(int pods)
    {
        var world = new ObjectWorld();
        world.Put(Build.Node("a"));
        world.Put(Build.Service("web", new ServicePort { Name = "http", Port = 80, TargetPort = 8080, Protocol = "TCP" }));
        for (var i = 0; i < pods; i++)
            world.Put(Build.Pod($"web-{i:D3}", node: "a", ready: i % 4 != 0, ip: $"10.244.{i / 250}.{(i % 250) + 1}"));
        world.Put(Build.ForeignPod("foreign", "app=db"));
        return world;
    }
}
