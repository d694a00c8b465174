using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Volumes;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.NodeAgent.Tests.Volumes;

public sealed class HostsFileTests
{
    private static readonly Pod Pod = new()
    {
        Metadata = new ObjectMeta { Name = "web-0", Namespace = "shop" },
        Spec = new PodSpec { Hostname = "web-0", Subdomain = "web", HostAliases = [new HostAlias { Ip = "1.2.3.4", Hostnames = ["a", "b"] }] },
    };

    [Fact]
    public void Of_Pod_OwnNamesAndAliases()
    {
        var text = HostsFile.Of(Pod, "10.244.0.2", "cluster.local");
        Assert.Contains("10.244.0.2\tweb-0.web.shop.svc.cluster.local\tweb-0\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n# Entries added by HostAliases.\n1.2.3.4\ta\tb\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void HostnameOf_LongName_CutToWhatAHostNameMayHave()
    {
        var pod = new Pod { Metadata = new ObjectMeta { Name = new string('a', 62) + "-bcd" }, Spec = new PodSpec() };
        Assert.Equal(new string('a', 62), HostsFile.HostnameOf(pod));
    }

    [Fact]
    public void KernelNameOf_SetHostnameAsFqdn_TheFullName() => Assert.Equal(
        "web-0.web.shop.svc.cluster.local", HostsFile.KernelNameOf(Pod with { Spec = Pod.Spec! with { SetHostnameAsFQDN = true } }, "cluster.local"));
}
