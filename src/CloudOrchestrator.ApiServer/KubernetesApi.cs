using CloudOrchestrator.ApiServer.Admission;
using CloudOrchestrator.ApiServer.Audit;
using CloudOrchestrator.ApiServer.Bootstrap;
using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Discovery;
using CloudOrchestrator.ApiServer.InProcess;
using CloudOrchestrator.ApiServer.Metrics;
using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.ApiServer.OpenApi;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.ApiServer.Streaming;
using CloudOrchestrator.ApiServer.Subresources;
using CloudOrchestrator.ApiServer.Verbs;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Client;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer;

/// <summary>
/// The Kubernetes API over an object store: the composition of everything in this project. A host gives requests to <see cref="HandleAsync"/> and lets its own parts
/// use <see cref="CreateClient"/>.
/// </summary>
public sealed class KubernetesApi : IAsyncDisposable
{
    /// <summary>The field indexes that the API reads: by stream, then by name. The store must be opened with them (<see cref="ObjectStoreOptions.Indexes"/>).</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>> Indexes { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>>(StringComparer.Ordinal)
        {
            ["pods"] = new Dictionary<string, Func<StoredObject, string?>>(StringComparer.Ordinal) { ["spec.nodeName"] = FieldIndex.Path("spec", "nodeName") },
            ["services"] = ServiceIndexes.All,
        };

    private readonly CancellationTokenSource _stopping = new();
    private bool _disposed;
    private readonly ServerParts _parts;
    private readonly VerbSet _verbs;
    private readonly ObjectIntake _intake;
    private readonly InProcessPosts _posts;
    private readonly StoreWriter _writer;
    private readonly ServerHealth _health = new();
    private readonly AuditLog _audit;
    private readonly NodeConnections _nodes;
    private readonly RequestPipeline _pipeline;
    private readonly ClusterObjects _clusterObjects;

    /// <summary>Composes the server.</summary>
    public KubernetesApi(ApiServerOptions options, KindRegistry kinds, IObjectStore store, ClusterCertificates certificates, string adminToken, TimeProvider time, IIdSource ids)
    {
        _parts = new ServerParts(kinds, store, time, ids, options);
        _intake = new ObjectIntake(kinds);
        var serviceTokens = new ServiceAccountTokens(certificates.ServiceAccountKey, options.ServiceAccountIssuer, time);
        var clientCertificates = new CertificateAuthenticator(certificates.Authority, time);
        var tokens = new TokenAuthenticator(_parts, serviceTokens, new CertificateTokens(clientCertificates, options.ServiceAccountIssuer, time), adminToken);
        var authorizer = new AuthenticatedAuthorizer();
        var signing = new CertificateSigning(_parts, certificates);
        var strategies = new UpdateStrategies(signing);
        var writer = _writer = new StoreWriter(_parts);
        _verbs = CreateVerbs(signing, writer);
        IPostHandler[] posts =
        [
            new BindingPost(_parts, writer),
            new EvictionPost(_verbs.Delete),
            new TokenPost(_parts, serviceTokens),
            new ReviewPost(tokens, authorizer, options.ServiceAccountIssuer),
        ];
        _posts = new InProcessPosts(_parts, posts, strategies);
        var client = CreateClient("system:apiserver");
        _clusterObjects = new ClusterObjects(_parts, client, certificates.AuthorityPem);
        _nodes = new NodeConnections(client, () => certificates.NodeClient, certificates.Authority);
        _audit = new AuditLog(options.AuditDirectory, options.AuditWriter, time, options.OnFault);

        var responses = new ResponseWriter(_parts);
        var decoder = new BodyDecoder(kinds);
        var objects = new ObjectEndpoints(_parts, _verbs, _intake, decoder, responses, new WatchWriter(_parts), new DeleteOptionsReader(_parts, decoder));
        var router = new ResourceRouter(objects, strategies,
        [
            new PostEndpoint(_parts, posts, decoder, responses),
            new ScaleEndpoint(_parts, _verbs.Get, new ObjectUpdate(_parts, []), writer, decoder, responses),
            new ReadOnlyResource(_parts, responses, new MetricsObjects(new ResourceMetrics(client, _nodes))),
            new ReadOnlyResource(_parts, responses, new ComponentStatusObjects(_parts)),
        ]);
        var discovery = new DiscoveryEndpoints(_parts, new DiscoveryDocuments(kinds), responses, _health,
        [
            new OpenApiEndpoints(new OpenApiDocuments(kinds, $"v{ServerVersion.Kubernetes}")),
            new MetricsEndpoint(options.Metrics),
            new TokenKeyEndpoints(certificates.ServiceAccountKey, options.ServiceAccountIssuer),
        ]);
        var authenticator = new RequestAuthenticator(clientCertificates, tokens);
        IStreamingSubresources streaming = new StreamingSubresources(client, _nodes, time);
        if (options.StreamingLimits is { } limits)
            streaming = new LimitedSubresources(streaming, limits, time);
        IDirectEndpoint[] direct =
        [
            new NodeAccessEndpoint(options.NodeAccess), new BootstrapTokenEndpoint(options.BootstrapIdentities, client, time), new BillEndpoint(options.Bill),
        ];
        _pipeline = new RequestPipeline(_parts, authenticator, authorizer, router, discovery, streaming, direct, _audit, _stopping.Token);
    }

    /// <summary>Answers a request.</summary>
    public Task HandleAsync(HttpContext context) => _pipeline.HandleAsync(context);

    /// <summary>The object client of a part of the control plane, which acts as the user named.</summary>
    public IObjectClient CreateClient(string user) => new InProcessObjectClient(_parts, _verbs, _intake, _posts, _writer, Caller.System(user));

    /// <summary>Creates the objects that every cluster has. The server is ready afterwards.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await EnsureClusterObjectsAsync(cancellationToken);
        Started();
    }

    /// <summary>Creates or corrects the objects that every cluster has, once. For hosts that do without <see cref="StartAsync"/> and <see cref="RunAsync"/>.</summary>
    public Task EnsureClusterObjectsAsync(CancellationToken cancellationToken) => _clusterObjects.EnsureAsync(cancellationToken);

    /// <summary>Reports the server as ready: somebody has created the objects that every cluster has.</summary>
    public void Started() => _health.Started();

    /// <summary>Keeps the objects that every cluster has as they must be, until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _clusterObjects.KeepAsync(cancellationToken);

    /// <summary>Ends watches and streams and reports itself as not ready; other requests are still answered.</summary>
    public void Drain()
    {
        _health.Stopping();
        if (!_disposed)
            _stopping.Cancel();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _audit.DisposeAsync();
        _nodes.Dispose();
        _stopping.Dispose();
    }

    private VerbSet CreateVerbs(CertificateSigning signing, StoreWriter writer)
    {
        var fields = new SelectableFieldCache(_parts);
        var wait = new RevisionWait(_parts);
        IStreamAdmission[] streamAdmissions = [signing, new ServiceAllocation(_parts.Options), new NodeAddressRanges()];
        ICreateAdmission[] admissions =
            [new NamespaceLifecycle(_parts), new PodServiceAccount(_parts), new PodTolerations(), new PodPriority(), signing];
        var create = new CreateVerb(_parts, writer, admissions, streamAdmissions);
        var update = new ObjectUpdate(_parts, streamAdmissions);
        var delete = new DeleteVerb(_parts);
        return new VerbSet(
            new GetVerb(_parts, wait),
            new ListVerb(_parts, wait, fields, new SnapshotShelf(_parts.Time)),
            new WatchVerb(_parts, wait, fields),
            create,
            new UpdateVerb(_intake, update, writer, create, streamAdmissions),
            new PatchVerb(_intake, update, writer, create, streamAdmissions),
            delete,
            new DeleteCollectionVerb(_parts, delete, fields));
    }
}
