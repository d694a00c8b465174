using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.NodeHost.Azure;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.NodeHost;

/// <summary>Makes a machine a member of the cluster: it gets the node's certificates.</summary>
internal sealed class NodeJoin(NodeHostOptions options, X509Certificate2 authority, KindRegistry kinds, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan JoinRetry = TimeSpan.FromSeconds(1);

    /// <summary>The first certificate with the bootstrap token, everything after it as the node.</summary>
    public async Task RunAsync(NodeCertificate identity, NodeCertificate serving, IObjectClient client, CancellationToken cancellationToken)
    {
        if (!identity.TryLoad())
        {
            if (options.Token is null && !options.JoinsByIdentity)
                throw new InvalidOperationException(
                    $"{options.Data} holds no certificate of node {options.Name}: a bootstrap token is needed (--token, or in Azure --managed-identity)");
            await PersistentlyAsync(() => RequestAsync(identity, cancellationToken), cancellationToken);
        }
        if (!serving.TryLoad())
            await PersistentlyAsync(() => serving.RequestAsync(client, cancellationToken), cancellationToken);
    }

    private async Task RequestAsync(NodeCertificate identity, CancellationToken cancellationToken)
    {
        var token = options.Token ?? await IdentityBootstrap
            .For(options, new ManagedIdentity(options.IdentityClientId, options.BootstrapAudience), authority, time).TokenAsync(cancellationToken);
        using var http = ApiConnection.WithToken(options, authority, token);
        await identity.RequestAsync(new HttpObjectClient(http, kinds), cancellationToken);
    }

    /// <summary>Waits for a server that is not there yet; a refusal ends the wait.</summary>
    private async Task PersistentlyAsync(Func<Task> request, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await request();
                return;
            }
            catch (HttpRequestException unreachable)
            {
                log.LogWarning("{Server} does not answer, trying again: {Message}", options.Server, unreachable.GetBaseException().Message);
            }
            catch (ApiStatusException busy) when (busy.Status.Code is 429 or >= 500)
            {
                log.LogWarning("{Server} is not ready, trying again: {Message}", options.Server, busy.Message);
            }
            await Task.Delay(JoinRetry, time, cancellationToken);
        }
    }
}
