namespace CloudOrchestrator.ApiServer.Security;

/// <summary>Keeps the keys as PEM files of one folder, readable by their owner only; a file that is missing is made again without the others.</summary>
public sealed class FolderKeyStore : IClusterKeyStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _folder;

    /// <summary>A folder, created with access for its owner only.</summary>
    public FolderKeyStore(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <inheritdoc/>
    public ValueTask<string?> ReadAsync(CancellationToken cancellationToken) => new(Read()?.ToText());

    /// <inheritdoc/>
    public ValueTask<string> CreateIfAbsentAsync(string text, CancellationToken cancellationToken) => new(Create(ClusterKeys.Parse(text)).ToText());

    /// <summary>The keys of the folder, made where they are missing.</summary>
    internal ClusterKeys Open(TimeProvider time) => Read() ?? Create(ClusterKeys.Create(time));

    private ClusterKeys? Read() => ClusterKeys.Names.All(name => File.Exists(Path(name)))
        ? ClusterKeys.Of(ClusterKeys.Names.ToDictionary(name => name, name => File.ReadAllText(Path(name)), StringComparer.Ordinal))
        : null;

    private ClusterKeys Create(ClusterKeys keys)
    {
        // A certificate without its key, or the other way round, is of no use.
        if (!File.Exists(Path("ca.crt")) || !File.Exists(Path("ca.key")))
        {
            CertificateFiles.WriteWhole(Path("ca.key"), keys.AuthorityKeyPem, OwnerOnly);
            CertificateFiles.WriteWhole(Path("ca.crt"), keys.AuthorityPem, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        foreach (var name in ClusterKeys.Names.Where(name => !File.Exists(Path(name))))
            CertificateFiles.WriteWhole(Path(name), keys.Part(name), OwnerOnly);
        return Read()!;
    }

    private string Path(string name) => System.IO.Path.Combine(_folder, name);
}
