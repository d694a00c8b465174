namespace CloudOrchestrator.ControlPlaneHost.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Parse_Everything_Taken()
    {
        var parsed = CommandLine.Parse(["standalone", "--data", "/tmp/x", "--bind", "127.0.0.1", "--bind=10.0.0.1", "--port", "7443", "--pod-cidr", "10.1.0.0/16",
            "--service-cidr", "10.2.0.0/16", "--service-node-port-range", "31000-31099", "--tls-san", "api.example.com", "--tls-san", "192.0.2.7", "--no-controllers"]);
        Assert.Empty(parsed.Faults);
        Assert.Equal(["127.0.0.1", "10.0.0.1"], parsed.Options.Bind.Select(address => address.ToString()));
        Assert.Equal((7443, 31000, 31099, false), (parsed.Options.Port, parsed.Options.NodePortMin, parsed.Options.NodePortMax, parsed.Options.Controllers));
        Assert.Equal("10.1.0.0/16", parsed.Options.ClusterCidr.ToString());
        Assert.Equal(["api.example.com"], parsed.Options.CertificateNames);
    }

    [Fact]
    public void Parse_Wrong_EveryFaultIsNamed()
    {
        var parsed = CommandLine.Parse(["--what", "--port", "x", "--bind", "host", "--pod-cidr", "10.96.3.0/24", "--advertise-address", "0.0.0.0", "--data"]);
        Assert.Equal(6, parsed.Faults.Count);
        Assert.Contains("--what is no option of this program.", parsed.Faults);
        Assert.Contains("--service-cidr 10.96.0.0/16 and --pod-cidr 10.96.3.0/24 overlap.", parsed.Faults);
        Assert.Contains("--data needs a value.", parsed.Faults);
    }

    [Fact]
    public void Parse_Help_WinsOverEverything() => Assert.True(CommandLine.Parse(["--port", "--help"]).ShowHelp || CommandLine.Parse(["--help", "--what"]).ShowHelp);
}
