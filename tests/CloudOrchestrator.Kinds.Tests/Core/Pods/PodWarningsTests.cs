using System.Text.Json.Nodes;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Kinds.Tests.Core.Pods;

public sealed class PodWarningsTests
{
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    [Fact]
    public void Warnings_DoubledVariablesAndPorts_AreNamed()
    {
        var pod = JsonNode.Parse("""
            {"spec":{"nodeSelector":{"beta.kubernetes.io/os":"linux"},"containers":[
              {"name":"a","env":[{"name":"A","value":"1"},{"name":"A","value":"2"}],"ports":[{"containerPort":80,"protocol":"TCP"}]},
              {"name":"b","env":[{"name":"P","value":"1"},{"name":"P","value":"$(P):2"}],"ports":[{"containerPort":80,"protocol":"TCP"}]}]}}
            """)!.AsObject();
        Assert.Equal(
        [
            "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead",
            "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply",
            "spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]",
        ], Kinds.Find(new ResourceName("", "v1", "pods"))!.Warnings(pod));
    }
}
