using CloudOrchestrator.Cli.Nodes;

namespace CloudOrchestrator.Cli.Tests.Nodes;

public sealed class JoinPlanTests
{
    private static readonly Machine Ready = new(IsLinux: true, IsRoot: true, HasSystemd: false, HasApt: true, MissingPrograms: []);

    [Fact]
    public void Of_ReadyMachineWithoutSystemd_RunsTheNodeItself() => Assert.Equal(
        [
            "writes  /etc/cloudorchestrator/ca.crt",
            "writes  /etc/cloudorchestrator/join-token",
            "runs    /opt/node --server https://10.0.0.4:6443 --ca /etc/cloudorchestrator/ca.crt --token-file /etc/cloudorchestrator/join-token --name worker-1 " +
            "--address 10.0.0.5 --data /var/lib/cloudorchestrator/node --docker unix:///var/run/docker.sock",
        ],
        Plan(Ready).Steps.Select(step => step.Describe()));

    [Fact]
    public void Of_MachineWithSystemd_InstallsAUnit()
    {
        var plan = Plan(Ready with { HasSystemd = true });
        Assert.Contains("runs    systemctl enable --now cloudorchestrator-node", plan.Steps.Select(step => step.Describe()));
        var unit = plan.Steps.OfType<JoinStep.Write>().Single(step => step.Path.EndsWith(".service", StringComparison.Ordinal));
        Assert.Contains("ExecStart=/opt/node --server https://10.0.0.4:6443 ", unit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", unit.Text, StringComparison.Ordinal);
        Assert.All(plan.Steps.OfType<JoinStep.Write>(), step => Assert.Equal(step.Path.EndsWith("join-token", StringComparison.Ordinal), step.Secret));
    }

    [Fact]
    public void Of_ProgramsMissingOnDebian_InstallsTheirPackagesFirst() => Assert.Equal(
        ["runs    apt-get update -qq", "runs    apt-get install -y -qq --no-install-recommends docker.io nftables"],
        Plan(Ready with { MissingPrograms = ["nft", "dockerd"] }).Steps.Take(2).Select(step => step.Describe()));

    [Fact]
    public void Of_WhatOnlyTheUserCanChange_IsAnObstacle()
    {
        Assert.Equal(["Linux: containers run on nothing else"], Plan(Ready with { IsLinux = false }).Obstacles);
        Assert.Equal(
            ["root: run it again with sudo", "nft: install nftables (Debian's names)"],
            Plan(Ready with { IsRoot = false, HasApt = false, MissingPrograms = ["nft"] }).Obstacles);
        Assert.Empty(Plan(Ready).Obstacles);
    }

    [Theory]
    [InlineData("node join https://127.0.0.1:1 --token wrong --ca-hash sha256:00")]
    [InlineData("node join http://127.0.0.1:1 --token abcdef.0123456789abcdef --ca-hash sha256:00")]
    [InlineData("node join https://127.0.0.1:1 --token abcdef.0123456789abcdef")]
    [InlineData("node join https://127.0.0.1:1 --token abcdef.0123456789abcdef --ca /nowhere")]
    public async Task Join_WrongArguments_FailsWithoutDoingAnything(string command) =>
        Assert.Equal(1, await CommandLine.Build(TimeProvider.System).Parse(command.Split(' ')).InvokeAsync());

    private static JoinPlan Plan(Machine machine)
    {
        using var authority = Certificates.Authority();
        return JoinPlan.Of(
            new JoinRequest(new Uri("https://10.0.0.4:6443/"), new BootstrapToken("abcdef", "0123456789abcdef"), authority, "worker-1", "10.0.0.5", "unix:///var/run/docker.sock", "/opt/node"),
            machine);
    }
}
