using System.Security.Cryptography;
using System.Text;
using CloudOrchestrator.ApiServer;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.AzureTables;

namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>
/// A row that says for which settings the objects every cluster has were last made, so that of all the processes that start only the first looks after them.
/// </summary>
internal sealed class ClusterMarker(TableRows rows, ApiServerOptions options, ClusterCertificates certificates, string? nodePools)
{
    private const string Partition = "cluster";
    private const string Row = "objects";
    private const string Version = "Version";

    // Counts up when the objects themselves change.
    private const int Format = 1;

    private readonly string _version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{Format} {options.ServiceCidr} {options.AdvertiseAddress}:{options.AdvertisePort} {options.PublicUrl} {certificates.Authority.Thumbprint} {nodePools}")));

    /// <summary>True when the objects are there, made for these settings; a gateway is content with any.</summary>
    public async Task<bool> IsCurrentAsync(bool anyVersion, CancellationToken cancellationToken)
    {
        var row = await rows.ReadAsync(Partition, Row, cancellationToken);
        return row is not null && (anyVersion || row.GetString(Version) == _version);
    }

    /// <summary>Notes that they have been made.</summary>
    public Task SetAsync(CancellationToken cancellationToken) => rows.WriteAsync(new TableEntity(Partition, Row) { { Version, _version } }, cancellationToken);
}
