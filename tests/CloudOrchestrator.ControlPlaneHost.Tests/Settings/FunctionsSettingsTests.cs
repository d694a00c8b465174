using CloudOrchestrator.ControlPlaneHost.Settings;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Settings;

public sealed class FunctionsSettingsTests
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["Storage"] = "UseDevelopmentStorage=true",
        ["ServiceBus"] = "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=a;SharedAccessKey=secret;UseDevelopmentEmulator=true",
    };

    [Fact]
    public void Read_LeastThatWorks_HasDefaults()
    {
        var settings = FunctionsSettings.Read(Good.GetValueOrDefault);
        Assert.Empty(settings.Faults);
        Assert.Equal(("cloudorchestrator", "work", "10.96.0.0/16", 24), (settings.TablePrefix, settings.WorkQueue, settings.ServiceCidr.ToString(), settings.NodeCidrMaskSize));
    }

    [Fact]
    public void Read_Nothing_NamesWhatIsMissing() => Assert.Equal(["Storage", "ServiceBus"], FunctionsSettings.Read(_ => null).Faults.Select(fault => fault.Setting));

    [Fact]
    public void Read_EmptyTexts_AreMissing() => Assert.Equal(["Storage", "ServiceBus"], FunctionsSettings.Read(_ => "").Faults.Select(fault => fault.Setting));

    [Fact]
    public void Read_EverythingWrong_EveryFaultIsFoundAndNoSecretShown()
    {
        var wrong = new Dictionary<string, string>
        {
            ["Storage"] = "AccountKey=secret",
            ["ServiceBus"] = "SharedAccessKey=secret",
            ["TablePrefix"] = "1-2",
            ["WorkQueue"] = "a b",
            ["KeyVaultUri"] = "vault",
            ["ServiceCidr"] = "10.0.0.1/8",
            ["NodeCidrMaskSize"] = "x",
            ["AdvertiseAddress"] = "0.0.0.0",
            ["BootstrapAudience"] = "only this",
            ["NodePools"] = "{}",
        };
        var faults = FunctionsSettings.Read(wrong.GetValueOrDefault).Faults;
        foreach (var name in wrong.Keys.Where(name => name != "BootstrapAudience"))
            Assert.Contains(faults, fault => fault.Setting == name);
        Assert.Contains(faults, fault => fault.Setting == "BootstrapIssuer");
        Assert.DoesNotContain(faults, fault => fault.ToString().Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Storage__tableServiceUri", "https://a.table.core.windows.net")]
    [InlineData("ServiceBus__fullyQualifiedNamespace", "a.servicebus.windows.net")]
    public void Read_KeyAndIdentity_AreOneTooMany(string name, string value)
    {
        var both = new Dictionary<string, string>(Good) { [name] = value };
        Assert.Equal([name], FunctionsSettings.Read(both.GetValueOrDefault).Faults.Select(fault => fault.Setting));
    }
}
