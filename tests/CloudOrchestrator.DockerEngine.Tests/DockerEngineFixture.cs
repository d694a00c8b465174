using CloudOrchestrator.DockerEngine.Models;
using CloudOrchestrator.Testing.Docker;

namespace CloudOrchestrator.DockerEngine.Tests;

/// <summary>One private engine with a busybox image for all tests of the collection; none where tests are skipped.</summary>
public sealed class DockerEngineFixture : IAsyncLifetime
{
    public const string Image = "busybox:test";

    private PrivateDockerEngine? _engine;

    public DockerClient Client { get; private set; } = null!;

    public PrivateDockerEngine Engine => _engine ?? throw new InvalidOperationException("no engine here");

    public async Task InitializeAsync()
    {
        if (PrivateDockerEngine.WhyUnavailable() is not null)
            return;
        _engine = await PrivateDockerEngine.StartAsync();
        Client = new DockerClientConfiguration(_engine.Endpoint).CreateClient();
        await using var root = await PrivateDockerEngine.BusyboxAsync();
        await Client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromSrc = "-", Repo = "busybox", Tag = "test", Changes = ["ENV PATH=/bin", "CMD [\"/bin/sh\"]"] },
            root,
            null,
            new Progress<JSONMessage>());
    }

    public async Task DisposeAsync()
    {
        if (_engine is null)
            return;
        foreach (var container in await Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }))
            await Client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true });
        Client.Dispose();
        await _engine.DisposeAsync();
    }
}
