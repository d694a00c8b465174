using System.Globalization;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Contracts;

namespace CloudOrchestrator.NodeAgent.Tests.Simulated;

public sealed class PretendContainerRuntimeTests : ContainerRuntimeContract
{
    private readonly PretendContainerRuntime _runtime;

    public PretendContainerRuntimeTests()
    {
        _runtime = new PretendContainerRuntime(new PretendRuntimeOptions { Behavior = BehaviorOf }, TimeProvider.System, new RandomIdSource());
        _runtime.AddImage(Image);
    }

    protected override IContainerRuntime Runtime => _runtime;

    protected override string Image => "busybox:latest";

    private static PretendBehavior BehaviorOf(ContainerConfig config) => config.Command switch
    {
        ["/bin/sh", "-c", var script] => new PretendBehavior(TimeSpan.Zero, int.Parse(script.AsSpan(5), CultureInfo.InvariantCulture)),
        _ => new PretendBehavior(StopsAfter: null),
    };
}
