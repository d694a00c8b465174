using System.Text;
using CloudOrchestrator.Kinds.Core.Secrets;
using CloudOrchestrator.NodeAgent.Images;

namespace CloudOrchestrator.NodeAgent.Tests.Images;

public sealed class PullSecretsTests
{
    [Fact]
    public void Matching_DockerConfigJson_DecodesAuth()
    {
        var auth = Convert.ToBase64String("bob:pa:ss"u8);
        var config = $$"""{"auths":{"https://registry.example.com/v2/": {"auth":"{{auth}}"} } }""";
        var found = Assert.Single(Matching("registry.example.com/app", DockerConfigJson(config)));
        Assert.Equal(("bob", "pa:ss"), (found.Username, found.Password));
    }

    [Fact]
    public void Matching_SeveralEntries_MostSpecificFirst()
    {
        var secret = DockerConfigJson("""{"auths":{"r.io":{"username":"host","password":"x"},"r.io/team":{"username":"path","password":"x"},"*.io":{"username":"any","password":"x"}}}""");
        Assert.Equal(["path", "host", "any"], Matching("r.io/team/app:1", secret).Select(credentials => credentials.Username));
        Assert.Equal(["host", "any"], Matching("r.io/other:1", secret).Select(credentials => credentials.Username));
        Assert.Empty(Matching("r.example.io/app", secret));
    }

    [Fact]
    public void Matching_OldDockerCfg_AndDockerHubsManyNames()
    {
        var secret = new Secret
        {
            Type = "kubernetes.io/dockercfg",
            Data = new Dictionary<string, byte[]> { [".dockercfg"] = Encoding.UTF8.GetBytes("""{"https://index.docker.io/v1/":{"username":"hub","password":"x"}}""") },
        };
        Assert.Equal("hub", Assert.Single(Matching("nginx", secret)).Username);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"auths":{"r.io":{"auth":"%%%"}}}""")]
    public void Matching_Broken_NeverThrows(string json) => Assert.All(Matching("r.io/app", DockerConfigJson(json)), credentials => Assert.Equal("", credentials.Username));

    private static IReadOnlyList<Runtime.RegistryCredentials> Matching(string image, Secret secret) =>
        PullSecrets.Matching(ImageReference.Parse(image)!, [secret]);

    private static Secret DockerConfigJson(string json) => new()
    {
        Type = "kubernetes.io/dockerconfigjson",
        Data = new Dictionary<string, byte[]> { [".dockerconfigjson"] = Encoding.UTF8.GetBytes(json) },
    };
}
