using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CloudOrchestrator.DockerEngine.Models;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.DockerEngine;

/// <summary>A Docker Engine as a node's container runtime.</summary>
/// <param name="client">The engine's client.</param>
/// <param name="oomScoreAdjustMin">The lowest adjustment the engine may ask for (see <see cref="OomScore.LowestAllowed"/>).</param>
/// <param name="time">The clock.</param>
public sealed class DockerContainerRuntime(DockerClient client, int oomScoreAdjustMin, TimeProvider time) : IContainerRuntime
{
    private const int ConcurrentInspections = 8;

    /// <summary>How long a list waits for what there is to know of one container.</summary>
    internal static readonly TimeSpan ListedPatience = TimeSpan.FromSeconds(5);

    private static readonly IProgress<JSONMessage> Unobserved = new SynchronousProgress<JSONMessage>(_ => { });

    /// <inheritdoc/>
    public async Task<RuntimeVersion> VersionAsync(CancellationToken cancellationToken)
    {
        var version = await DockerErrors.TranslateAsync(() => client.System.GetVersionAsync(cancellationToken));
        return new RuntimeVersion("docker", version.Version);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RuntimeEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filters = Filters(("type", ["container"]), ("label", [RuntimeLabels.PodUid]), ("event", ["create", "start", "die", "destroy"]));
        var subscribed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = client.System.MonitorEventsAsync(new ContainerEventsParameters { Filters = filters }, subscribed.SetResult, stop.Token)
            .GetAsyncEnumerator(stop.Token);
        // The request is only sent by the first move, which then waits for an event; its acceptance is told apart.
        var next = following.MoveNextAsync().AsTask();
        try
        {
            await DockerErrors.TranslateAsync(() => Task.WhenAny(subscribed.Task, next).Unwrap());
            yield return new RuntimeEvent(RuntimeEventType.Connected, "", "");
            while (await DockerErrors.TranslateAsync(() => next))
            {
                if (DockerTranslation.EventOf(following.Current) is { } change)
                    yield return change;
                next = following.MoveNextAsync().AsTask();
            }
            throw new RuntimeException(RuntimeFailure.Unreachable, "the engine ended its event stream");
        }
        finally
        {
            // A reader that leaves does so while a move is under way, and an enumerator must not be disposed then.
            await stop.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await following.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuntimeContainer>> ListAsync(CancellationToken cancellationToken)
    {
        var parameters = new ContainersListParameters { All = true, Filters = Filters(("label", [RuntimeLabels.PodUid])) };
        var listed = await DockerErrors.TranslateAsync(() => client.Containers.ListContainersAsync(parameters, cancellationToken));
        var found = new RuntimeContainer?[listed.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ConcurrentInspections, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, listed.Count, options, async (index, token) => found[index] = await InspectListedAsync(listed[index], token));
        return [.. found.OfType<RuntimeContainer>()];
    }

    /// <summary>The engine may hang over one container; the list must not.</summary>
    private async Task<RuntimeContainer?> InspectListedAsync(ContainerListResponse listed, CancellationToken cancellationToken)
    {
        try
        {
            return await TimeLimit.RunAsync(
                "the container engine has not described a container", ListedPatience, time, token => InspectAsync(listed.ID, token), cancellationToken);
        }
        catch (TimeoutException)
        {
            return DockerTranslation.ContainerOf(listed);
        }
    }

    /// <inheritdoc/>
    public Task<RuntimeContainer?> InspectAsync(string id, CancellationToken cancellationToken) => DockerErrors.OrNullAsync(async () =>
        DockerTranslation.ContainerOf(await client.Containers.InspectContainerAsync(id, cancellationToken)));

    /// <inheritdoc/>
    public async Task EnsureSandboxImageAsync(string image, CancellationToken cancellationToken)
    {
        if (await InspectImageAsync(image, cancellationToken) is not null)
            return;
        var (repository, tag) = DockerTranslation.SplitTag(image);
        var parameters = new ImagesCreateParameters { FromSrc = "-", Repo = repository, Tag = tag, Changes = ["ENTRYPOINT [\"/pause\"]"] };
        await using var archive = PauseImage.RootFileSystem(RuntimeInformation.OSArchitecture);
        await DockerErrors.TranslateAsync(() => client.Images.CreateImageAsync(parameters, archive, null, Unobserved, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<string> CreateSandboxAsync(SandboxConfig config, CancellationToken cancellationToken) =>
        CreateAsync(DockerCreation.Of(config, oomScoreAdjustMin), cancellationToken);

    /// <inheritdoc/>
    public Task<string> CreateContainerAsync(ContainerConfig config, CancellationToken cancellationToken) =>
        CreateAsync(DockerCreation.Of(config, oomScoreAdjustMin), cancellationToken);

    /// <inheritdoc/>
    public Task StartAsync(string id, CancellationToken cancellationToken) =>
        DockerErrors.TranslateAsync(() => client.Containers.StartContainerAsync(id, cancellationToken));

    /// <inheritdoc/>
    public Task StopAsync(string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        var parameters = new ContainerStopParameters { WaitBeforeKillSeconds = (uint)Math.Max(0, Math.Ceiling(grace.TotalSeconds)) };
        return DockerErrors.UnlessMissingAsync(() => client.Containers.StopContainerAsync(id, parameters, cancellationToken));
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var parameters = new ContainerRemoveParameters { Force = true, RemoveVolumes = true };
        return DockerErrors.UnlessMissingAsync(() => client.Containers.RemoveContainerAsync(id, parameters, cancellationToken), orConflict: true);
    }

    /// <inheritdoc/>
    public async Task<IContainerStreams> ExecAsync(string id, ExecConfig config, CancellationToken cancellationToken)
    {
        var parameters = new ContainerExecCreateParameters
        {
            Cmd = [.. config.Command],
            AttachStdin = config.Stdin,
            AttachStdout = config.Stdout,
            AttachStderr = config.Stderr && !config.Tty,
            Tty = config.Tty,
        };
        return await DockerErrors.TranslateAsync(async () =>
        {
            var exec = await client.Exec.ExecCreateContainerAsync(id, parameters, cancellationToken);
            return new DockerStreams(client, exec.ID, null, await client.Exec.StartAndAttachContainerExecAsync(exec.ID, config.Tty, cancellationToken), time);
        });
    }

    /// <inheritdoc/>
    public async Task<IContainerStreams> AttachAsync(string id, AttachConfig config, CancellationToken cancellationToken)
    {
        var parameters = new ContainerAttachParameters { Stream = true, Stdin = config.Stdin, Stdout = config.Stdout, Stderr = config.Stderr };
        return await DockerErrors.TranslateAsync(async () =>
        {
            var container = await client.Containers.InspectContainerAsync(id, cancellationToken);
            var stream = await client.Containers.AttachContainerAsync(id, config.Tty, parameters, cancellationToken);
            return new DockerStreams(client, null, id, stream, time) { KeepsStdin = !container.Config.StdinOnce };
        });
    }

    /// <inheritdoc/>
    public async Task<IContainerOutput> ReadLogAsync(string id, LogQuery query, CancellationToken cancellationToken)
    {
        var parameters = DockerTranslation.LogParametersOf(query);
        return await DockerErrors.TranslateAsync(async () =>
        {
            var container = await client.Containers.InspectContainerAsync(id, cancellationToken);
            return new DockerStreams(client, null, null,
                await client.Containers.GetContainerLogsAsync(id, container.Config.Tty, parameters, cancellationToken), time);
        });
    }

    /// <inheritdoc/>
    public Task<ContainerUsage?> UsageAsync(string id, CancellationToken cancellationToken) => DockerErrors.OrNullAsync(async () =>
        DockerTranslation.UsageOf(await client.Containers.GetContainerStatsAsync(id, cancellationToken)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuntimeImage>> ListImagesAsync(CancellationToken cancellationToken)
    {
        var images = await DockerErrors.TranslateAsync(() => client.Images.ListImagesAsync(cancellationToken));
        return [.. images.Select(image => DockerTranslation.ImageOf(image.ID, image.RepoTags, image.RepoDigests, image.Size, ""))];
    }

    /// <inheritdoc/>
    public Task<RuntimeImage?> InspectImageAsync(string reference, CancellationToken cancellationToken) => DockerErrors.OrNullAsync(async () =>
    {
        var image = await client.Images.InspectImageAsync(reference, cancellationToken);
        return DockerTranslation.ImageOf(image.ID, image.RepoTags, image.RepoDigests, image.Size, image.Config?.User ?? "");
    });

    /// <inheritdoc/>
    public async Task<RuntimeImage> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var auth = credentials is null ? null : new AuthConfig
        {
            ServerAddress = credentials.Server,
            Username = credentials.Username,
            Password = credentials.Password,
            IdentityToken = credentials.IdentityToken.Length == 0 ? null : credentials.IdentityToken,
        };
        var steps = new SynchronousProgress<JSONMessage>(message => progress.Report(
            new PullProgress(message.ID ?? "", message.Status ?? "", message.Progress?.Current ?? 0, message.Progress?.Total ?? 0)));
        var parameters = new ImagesCreateParameters { FromImage = DockerTranslation.WithTag(reference) };
        await DockerErrors.TranslateAsync(() => client.Images.CreateImageAsync(parameters, auth, steps, cancellationToken));
        return await InspectImageAsync(reference, cancellationToken)
            ?? throw new RuntimeException(RuntimeFailure.Internal, $"the engine pulled {reference} and does not have it");
    }

    /// <inheritdoc/>
    public Task RemoveImageAsync(string reference, CancellationToken cancellationToken) =>
        DockerErrors.UnlessMissingAsync(() => client.Images.DeleteImageAsync(reference, new ImageDeleteParameters(), cancellationToken));

    private static Dictionary<string, IDictionary<string, bool>> Filters(params (string Name, string[] Values)[] filters) => filters.ToDictionary(
        filter => filter.Name,
        IDictionary<string, bool> (filter) => filter.Values.ToDictionary(value => value, _ => true, StringComparer.Ordinal),
        StringComparer.Ordinal);

    private async Task<string> CreateAsync(CreateContainerParameters parameters, CancellationToken cancellationToken)
    {
        try
        {
            return (await DockerErrors.TranslateAsync(() => client.Containers.CreateContainerAsync(parameters, cancellationToken))).ID;
        }
        catch (RuntimeException conflict) when (conflict.Failure == RuntimeFailure.Conflict)
        {
            // An earlier agent process may have died between create and start.
            var existing = await InspectAsync(parameters.Name!, cancellationToken);
            if (existing is { StartedAt: not null })
                throw;
            if (existing is not null)
                await RemoveAsync(existing.Id, cancellationToken);
            return (await DockerErrors.TranslateAsync(() => client.Containers.CreateContainerAsync(parameters, cancellationToken))).ID;
        }
    }
}
