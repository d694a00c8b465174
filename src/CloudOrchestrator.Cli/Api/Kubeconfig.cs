using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using YamlDotNet.RepresentationModel;

namespace CloudOrchestrator.Cli.Api;

/// <summary>Where a cluster is and who we are there.</summary>
/// <param name="Server">URL of the API server.</param>
/// <param name="Authority">The CA of the server's certificate; null when the machine trusts it anyway.</param>
/// <param name="ClientCertificate">Our certificate with its key, if any.</param>
/// <param name="Token">Our bearer token, if any.</param>
internal sealed record Kubeconfig(Uri Server, X509Certificate2? Authority, X509Certificate2? ClientCertificate, string? Token)
{
    /// <summary>The file to use when none is named, by kubectl's rules, then that of a local cluster.</summary>
    public static string DefaultPath()
    {
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } named)
            return named.Split(Path.PathSeparator)[0];
        if (Local.LocalCommands.Folder(AppContext.BaseDirectory, Environment.CurrentDirectory) is { } scripts)
        {
            var local = Path.Combine(Path.GetDirectoryName(scripts)!, ".cloudorchestrator", "admin.kubeconfig");
            if (File.Exists(local))
                return local;
        }

        return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
    }

    /// <summary>Reads the current context of a file.</summary>
    /// <exception cref="CliException">The file is missing or incomplete.</exception>
    public static Kubeconfig Load(string path)
    {
        if (!File.Exists(path))
            throw new CliException($"there is no kubeconfig {path}: name one with --kubeconfig");
        return Parse(File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Reads the current context of a kubeconfig's text; relative file names are relative to <paramref name="folder"/>.</summary>
    public static Kubeconfig Parse(string text, string folder)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }, ..])
            throw new CliException("the kubeconfig is empty");
        var contextName = Scalar(root, "current-context") ?? throw new CliException("the kubeconfig has no current-context");
        var context = Named(root, "contexts", contextName, "context");
        var cluster = Named(root, "clusters", Scalar(context, "cluster") ?? "", "cluster");
        var user = Named(root, "users", Scalar(context, "user") ?? "", "user");
        var authority = Bytes(cluster, "certificate-authority", folder);
        var certificate = Bytes(user, "client-certificate", folder);
        var key = Bytes(user, "client-key", folder);
        return new Kubeconfig(
            new Uri(Scalar(cluster, "server") ?? throw new CliException("the kubeconfig names no server")),
            authority is null ? null : X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(authority)),
            certificate is null || key is null ? null : WithKey(certificate, key),
            Scalar(user, "token"));
    }

    /// <summary>The CA in a kubeconfig that names one cluster and no user.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static X509Certificate2 AuthorityOf(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var cluster = stream.Documents is [{ RootNode: YamlMappingNode root }, ..] ? Named(root, "clusters", "", "cluster") : null;
        return cluster is not null && Bytes(cluster, "certificate-authority", "/") is { } authority
            ? X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(authority))
            : throw new CliException("the server's introduction holds no certificate authority");
    }

    private static X509Certificate2 WithKey(byte[] certificate, byte[] key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(certificate), System.Text.Encoding.ASCII.GetString(key));
        }
        catch (CryptographicException broken)
        {
            throw new CliException($"the kubeconfig's client certificate does not fit its key: {broken.Message}");
        }
    }

    private static byte[]? Bytes(YamlMappingNode node, string name, string folder)
    {
        if (Scalar(node, $"{name}-data") is { Length: > 0 } data)
            return Convert.FromBase64String(data);
        return Scalar(node, name) is { Length: > 0 } file ? File.ReadAllBytes(Path.Combine(folder, file)) : null;
    }

    private static YamlMappingNode Named(YamlMappingNode root, string list, string name, string member)
    {
        var entries = root.Children.TryGetValue(list, out var node) && node is YamlSequenceNode sequence ? sequence.OfType<YamlMappingNode>() : [];
        var entry = entries.FirstOrDefault(entry => Scalar(entry, "name") == name);
        return entry?.Children.TryGetValue(member, out var value) == true && value is YamlMappingNode mapping
            ? mapping
            : throw new CliException($"the kubeconfig has no entry \"{name}\" among its {list}");
    }

    private static string? Scalar(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) && value is YamlScalarNode scalar ? scalar.Value : null;
}
