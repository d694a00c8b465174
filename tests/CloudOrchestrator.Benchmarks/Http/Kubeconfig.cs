using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace CloudOrchestrator.Benchmarks.Http;

/// <summary>The server and credentials of a kubeconfig's current context: client certificate or bearer token, embedded or in files beside it.</summary>
internal sealed class Kubeconfig
{
    private readonly string _folder;
    private readonly X509Certificate2? _authority;
    private readonly X509Certificate2? _client;
    private readonly bool _trustsAnyone;

    private Kubeconfig(string folder, YamlNode cluster, YamlNode user)
    {
        _folder = folder;
        Server = new Uri(Find(cluster, "server") ?? throw new InvalidDataException("The kubeconfig's cluster has no server."));
        _trustsAnyone = Find(cluster, "insecure-skip-tls-verify") == "true";
        var authority = Pem(cluster, "certificate-authority");
        _authority = authority is null ? null : X509Certificate2.CreateFromPem(authority);
        Token = Find(user, "token") ?? (Find(user, "tokenFile") is { } file ? File.ReadAllText(InFolder(file)).Trim() : null);
        if (Pem(user, "client-certificate") is { } certificate && Pem(user, "client-key") is { } key)
        {
            using var pair = X509Certificate2.CreateFromPem(certificate, key);
            _client = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        }

        if (Token is null && _client is null)
            throw new InvalidDataException("The kubeconfig's user has neither a token nor a client certificate; programs that fetch credentials (exec) are not run.");
    }

    /// <summary>URL of the API server.</summary>
    public Uri Server { get; }

    /// <summary>Bearer token, when the user has one.</summary>
    public string? Token { get; }

    public static Kubeconfig Load(string path)
    {
        var yaml = new YamlStream();
        using (var reader = new StreamReader(path))
            yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var context = Named(root, "contexts", Find(root, "current-context") ?? "")["context"];
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new Kubeconfig(folder, Named(root, "clusters", Find(context, "cluster") ?? "")["cluster"], Named(root, "users", Find(context, "user") ?? "")["user"]);
    }

    /// <summary>How to open a TLS connection as this user.</summary>
    public SslClientAuthenticationOptions TlsOptions()
    {
        var options = new SslClientAuthenticationOptions { TargetHost = Server.Host };
        if (_client is not null)
            options.ClientCertificateContext = SslStreamCertificateContext.Create(_client, null, offline: true);
        if (_trustsAnyone)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }
        else if (_authority is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.Add(_authority);
        }

        return options;
    }

    /// <summary>A client with at most <paramref name="connections"/> connections; for what is not measured by the microsecond.</summary>
    public HttpClient CreateClient(int connections)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            EnableMultipleHttp2Connections = true,
            UseProxy = false,
            SslOptions = TlsOptions(),
        };
        var client = new HttpClient(handler) { BaseAddress = Server, Timeout = TimeSpan.FromMinutes(10) };
        if (Token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        return client;
    }

    private static YamlNode Named(YamlMappingNode root, string list, string name) =>
        ((YamlSequenceNode)root[list]).FirstOrDefault(item => Find(item, "name") == name)
        ?? throw new InvalidDataException($"The kubeconfig has no \"{name}\" among its {list}.");

    private static string? Find(YamlNode node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? ((YamlScalarNode)value).Value : null;

    private string? Pem(YamlNode node, string key) =>
        Find(node, key + "-data") is { } data ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
        : Find(node, key) is { Length: > 0 } file ? File.ReadAllText(InFolder(file))
        : null;

    private string InFolder(string file) => Path.Combine(_folder, file);
}
