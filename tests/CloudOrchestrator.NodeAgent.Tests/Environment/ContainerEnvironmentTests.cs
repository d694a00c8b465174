using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Secrets;
using CloudOrchestrator.NodeAgent.Environment;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.NodeAgent.Tests.Environment;

public sealed class ContainerEnvironmentTests
{
    private static readonly Pod Pod = new()
    {
        Metadata = new ObjectMeta
        {
            Name = "web", Namespace = "shop", Uid = "uid",
            Labels = new Dictionary<string, string> { ["tier"] = "front" },
            Annotations = new Dictionary<string, string> { ["note"] = "a \"b\"\n" },
        },
        Spec = new PodSpec
        {
            NodeName = "node-1",
            ServiceAccountName = "default",
            Containers =
            [
                new Container
                {
                    Name = "main",
                    Resources = new ResourceRequirements
                    {
                        Limits = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("1500m"), ["memory"] = Quantity.Parse("64Mi") },
                    },
                },
            ],
        },
    };

    private static readonly DownwardFacts Facts = new(Pod, "10.244.0.2", "10.0.0.1", Quantity.Parse("4"), Quantity.Parse("8Gi"));

    [Theory]
    [InlineData("metadata.name", "web")]
    [InlineData("metadata.labels['tier']", "front")]
    [InlineData("metadata.labels['none']", "")]
    [InlineData("metadata.labels", "tier=\"front\"")]
    [InlineData("metadata.annotations", "note=\"a \\\"b\\\"\\n\"")]
    [InlineData("spec.nodeName", "node-1")]
    [InlineData("status.podIP", "10.244.0.2")]
    [InlineData("status.hostIP", "10.0.0.1")]
    [InlineData("status.nothing", null)]
    public void Field_Path_Value(string path, string? expected) => Assert.Equal(expected, DownwardFields.Field(Facts, path));

    [Theory]
    [InlineData("limits.cpu", null, "2")]
    [InlineData("limits.cpu", "1m", "1500")]
    [InlineData("requests.cpu", "1m", "1500")]
    [InlineData("limits.memory", null, "67108864")]
    [InlineData("limits.memory", "1Mi", "64")]
    [InlineData("nonsense", null, null)]
    public void Resource_WithDivisor_RoundedUp(string resource, string? divisor, string? expected)
    {
        var selector = new ResourceFieldSelector { Resource = resource, Divisor = divisor is null ? null : Quantity.Parse(divisor) };
        Assert.Equal(expected, DownwardFields.Resource(Facts, selector, "main"));
    }

    [Fact]
    public void Compile_AllSources_InOrderWithPrecedence()
    {
        var container = new Container
        {
            Name = "main",
            EnvFrom =
            [
                new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { Name = "settings" } },
                new EnvFromSource { Prefix = "S_", SecretRef = new SecretEnvSource { Name = "keys" } },
                new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { Name = "absent", Optional = true } },
            ],
            Env =
            [
                new EnvVar { Name = "A", Value = "own" },
                new EnvVar { Name = "URL", Value = "$(HOST)/$(A)/$(LATER)" },
                new EnvVar { Name = "LATER", Value = "late" },
                new EnvVar { Name = "KEY", ValueFrom = new EnvVarSource { SecretKeyRef = new SecretKeySelector { Name = "keys", Key = "pw" } } },
                new EnvVar { Name = "NONE", ValueFrom = new EnvVarSource { ConfigMapKeyRef = new ConfigMapKeySelector { Name = "settings", Key = "no", Optional = true } } },
            ],
        };
        var variables = Environment().Compile(container).ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.Equal("own", variables["A"]);
        Assert.Equal("from-map", variables["B"]);
        Assert.Equal("secret", variables["S_pw"]);
        Assert.Equal("10.96.0.1/own/$(LATER)", variables["URL"]);
        Assert.Equal("secret", variables["KEY"]);
        Assert.False(variables.ContainsKey("NONE"));
        Assert.Equal("10.96.0.1", variables["HOST"]);
    }

    [Theory]
    [InlineData("absent", "x", "configmap \"absent\" not found")]
    [InlineData("settings", "x", "couldn't find key x in ConfigMap shop/settings")]
    public void Compile_SourceMissing_SaysWhat(string name, string key, string message)
    {
        var reference = new EnvVarSource { ConfigMapKeyRef = new ConfigMapKeySelector { Name = name, Key = key } };
        var container = new Container { Name = "main", Env = [new EnvVar { Name = "A", ValueFrom = reference }] };
        Assert.Equal(message, Assert.Throws<ContainerConfigException>(() => Environment().Compile(container)).Message);
    }

    private static ContainerEnvironment Environment() => new(
        Facts,
        new Dictionary<string, string> { ["HOST"] = "10.96.0.1" },
        new Dictionary<string, ConfigMap> { ["settings"] = new() { Data = new Dictionary<string, string> { ["A"] = "weak", ["B"] = "from-map" } } },
        new Dictionary<string, Secret> { ["keys"] = new() { Data = new Dictionary<string, byte[]> { ["pw"] = "secret"u8.ToArray() } } });
}
