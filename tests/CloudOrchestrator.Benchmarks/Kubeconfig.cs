using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace CloudOrchestrator.Benchmarks;

/// <summary>The server and credentials of a kubeconfig's current context; certificates must be embedded.</summary>
internal sealed class Kubeconfig
{
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _client;

    private Kubeconfig(Uri server, X509Certificate2 authority, X509Certificate2 client)
    {
        Server = server;
        _authority = authority;
        _client = client;
    }

    /// <summary>URL of the API server.</summary>
    public Uri Server { get; }

    public static Kubeconfig Load(string path)
    {
        var yaml = new YamlStream();
        using (var reader = new StreamReader(path))
            yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var context = Named(root, "contexts", Text(root["current-context"]))["context"];
        var cluster = Named(root, "clusters", Text(context["cluster"]))["cluster"];
        var user = Named(root, "users", Text(context["user"]))["user"];
        var client = X509Certificate2.CreateFromPem(Decode(user["client-certificate-data"]), Decode(user["client-key-data"]));
        return new Kubeconfig(
            new Uri(Text(cluster["server"])),
            X509Certificate2.CreateFromPem(Decode(cluster["certificate-authority-data"])),
            X509CertificateLoader.LoadPkcs12(client.Export(X509ContentType.Pkcs12), null));
    }

    /// <summary>A client with at most <paramref name="connections"/> connections, HTTP/1.1.</summary>
    public HttpClient CreateClient(int connections)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_authority);
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { ClientCertificates = [_client], CertificateChainPolicy = policy },
        };
        return new HttpClient(handler) { BaseAddress = Server, Timeout = TimeSpan.FromMinutes(10) };
    }

    private static YamlNode Named(YamlMappingNode root, string list, string name) =>
        ((YamlSequenceNode)root[list]).First(item => Text(item["name"]) == name);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static string Decode(YamlNode node) => Encoding.UTF8.GetString(Convert.FromBase64String(Text(node)));
}
