using CloudOrchestrator.Cli.Api;
using CloudOrchestrator.Cli.Cloud;

namespace CloudOrchestrator.Cli.Tests.Cloud;

public sealed class KubeconfigTextTests
{
    [Fact]
    public void Render_ServerThatMachinesTrust_NamesNoAuthority()
    {
        var text = new KubeconfigText("c", "t", new Uri("https://app.example"), null, null, "cluster").Render();
        var read = Kubeconfig.Parse(text, "/");
        Assert.Equal((new Uri("https://app.example"), null, "t"), (read.Server, read.Authority, read.Token));
        Assert.DoesNotContain("gateway", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Gateway_HasAContextWithTheClustersAuthority()
    {
        using var front = Certificates.Authority();
        using var cluster = Certificates.Authority();
        var text = new KubeconfigText("c", "t", new Uri("https://app.example"), front.ExportCertificatePem(), new Uri("https://gw.example:6443"), cluster.ExportCertificatePem()).Render();
        Assert.Equal(front.Thumbprint, Kubeconfig.Parse(text, "/").Authority!.Thumbprint);
        var gateway = Kubeconfig.Parse(text.Replace("current-context: kubernetes-admin@c", "current-context: kubernetes-admin@c-gateway", StringComparison.Ordinal), "/");
        Assert.Equal((new Uri("https://gw.example:6443"), cluster.Thumbprint, "t"), (gateway.Server, gateway.Authority!.Thumbprint, gateway.Token));
    }
}
