using System.Text;
using CloudOrchestrator.NodeAgent.Runtime;
using Xunit;

namespace CloudOrchestrator.Testing.Contracts;

/// <summary>What every <see cref="IContainerRuntime"/> must keep. Commands are those of busybox: <c>sleep</c>, <c>sh -c "exit N"</c>, <c>echo</c>,
/// <c>cat</c>, <c>true</c>, <c>false</c>.</summary>
public abstract class ContainerRuntimeContract
{
    private static readonly string[] Sleep = ["/bin/sleep", "1000"];

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    /// <summary>The runtime under test.</summary>
    protected abstract IContainerRuntime Runtime { get; }

    /// <summary>An image it has.</summary>
    protected abstract string Image { get; }

    /// <summary>Ends every wait of a test that hangs.</summary>
    protected CancellationToken Limit => _limit.Token;

    /// <summary>A sandbox and a container run, are listed with their labels, and are gone after their removal.</summary>
    [Fact]
    public virtual async Task Start_SandboxAndContainer_AreListedRunning()
    {
        var (sandbox, container) = await StartPodAsync("list", Sleep);
        var listed = await Runtime.ListAsync(Limit);
        Assert.Equal(RuntimeContainerState.Running, Assert.Single(listed, item => item.Id == sandbox).State);
        var found = Assert.Single(listed, item => item.Id == container);
        Assert.Equal("list", found.Labels[RuntimeLabels.PodUid]);
        Assert.True(found.ProcessId > 0);
        Assert.NotNull(found.StartedAt);
        Assert.Null(found.FinishedAt);
        await Runtime.RemoveAsync(container, Limit);
        await Runtime.RemoveAsync(sandbox, Limit);
        Assert.DoesNotContain(await Runtime.ListAsync(Limit), item => item.Id == sandbox || item.Id == container);
        Assert.Null(await Runtime.InspectAsync(container, Limit));
    }

    /// <summary>The exit code and the times of a container that ended are kept.</summary>
    [Fact]
    public virtual async Task Inspect_ContainerEnded_TellsExitCode()
    {
        var (_, container) = await StartPodAsync("exit", ["/bin/sh", "-c", "exit 3"]);
        var ended = await EndedAsync(container);
        Assert.Equal(3, ended.ExitCode);
        Assert.NotNull(ended.FinishedAt);
        Assert.False(ended.OutOfMemory);
    }

    /// <summary>A watch begins with Connected and then tells of a container's whole life in order.</summary>
    [Fact]
    public virtual async Task Watch_ContainerLives_TellsCreatedStartedDiedRemoved()
    {
        await using var events = Runtime.WatchAsync(Limit).GetAsyncEnumerator(Limit);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(RuntimeEventType.Connected, events.Current.Type);
        var (_, container) = await StartPodAsync("watch", ["/bin/sh", "-c", "exit 0"]);
        await EndedAsync(container);
        await Runtime.RemoveAsync(container, Limit);
        var seen = new List<RuntimeEventType>();
        while (!seen.Contains(RuntimeEventType.Removed) && await events.MoveNextAsync())
        {
            if (events.Current.ContainerId == container)
                seen.Add(events.Current.Type);
            Assert.Equal("watch", events.Current.PodUid);
        }
        Assert.Equal([RuntimeEventType.Created, RuntimeEventType.Started, RuntimeEventType.Died, RuntimeEventType.Removed], seen);
    }

    /// <summary>A container that ignores the stop signal is killed when the grace is over; the code tells so.</summary>
    [Fact]
    public virtual async Task Stop_SignalIgnored_KillsAfterGrace()
    {
        var (_, container) = await StartPodAsync("stop", Sleep);
        await Runtime.StopAsync(container, TimeSpan.FromSeconds(1), Limit);
        var ended = await Runtime.InspectAsync(container, Limit);
        Assert.Equal(RuntimeContainerState.Exited, ended!.State);
        Assert.Equal(137, ended.ExitCode);
        await Runtime.StopAsync(container, TimeSpan.FromSeconds(1), Limit);
        await Runtime.StopAsync("0123456789abcdef", TimeSpan.Zero, Limit);
    }

    /// <summary>A second stop with a shorter grace ends a container whose first stop still waits.</summary>
    [Fact]
    public virtual async Task Stop_AgainWithShorterGrace_EndsEarlier()
    {
        var (_, container) = await StartPodAsync("stop-again", Sleep);
        var patient = Runtime.StopAsync(container, TimeSpan.FromMinutes(10), Limit);
        await Runtime.StopAsync(container, TimeSpan.Zero, Limit);
        Assert.Equal(RuntimeContainerState.Exited, (await Runtime.InspectAsync(container, Limit))!.State);
        await patient;
    }

    /// <summary>What does not exist is null, and removing it is a success.</summary>
    [Fact]
    public virtual async Task Inspect_Missing_IsNull()
    {
        Assert.Null(await Runtime.InspectAsync("0123456789abcdef", Limit));
        Assert.Null(await Runtime.InspectImageAsync("nowhere/nothing:none", Limit));
        Assert.Null(await Runtime.UsageAsync("0123456789abcdef", Limit));
        await Runtime.RemoveAsync("0123456789abcdef", Limit);
        await Runtime.RemoveImageAsync("nowhere/nothing:none", Limit);
        var failure = await Assert.ThrowsAsync<RuntimeException>(() => Runtime.StartAsync("0123456789abcdef", Limit));
        Assert.Equal(RuntimeFailure.NotFound, failure.Failure);
    }

    /// <summary>A container needs an image that is there.</summary>
    [Fact]
    public virtual async Task Create_ImageMissing_NotFound()
    {
        var sandbox = await StartSandboxAsync("no-image");
        var config = Config("no-image", sandbox, Sleep) with { Image = "nowhere/nothing:none" };
        var failure = await Assert.ThrowsAsync<RuntimeException>(() => Runtime.CreateContainerAsync(config, Limit));
        Assert.Equal(RuntimeFailure.NotFound, failure.Failure);
    }

    /// <summary>Creating what was created and never started replaces it; what has run is a conflict.</summary>
    [Fact]
    public virtual async Task Create_SameName_ReplacesOnlyWhatNeverRan()
    {
        var sandbox = await StartSandboxAsync("twice");
        var first = await Runtime.CreateContainerAsync(Config("twice", sandbox, Sleep), Limit);
        var second = await Runtime.CreateContainerAsync(Config("twice", sandbox, Sleep), Limit);
        Assert.NotEqual(first, second);
        Assert.Null(await Runtime.InspectAsync(first, Limit));
        await Runtime.StartAsync(second, Limit);
        await Runtime.StartAsync(second, Limit);
        var failure = await Assert.ThrowsAsync<RuntimeException>(() => Runtime.CreateContainerAsync(Config("twice", sandbox, Sleep), Limit));
        Assert.Equal(RuntimeFailure.Conflict, failure.Failure);
    }

    /// <summary>The output and the exit code of an exec'd process arrive.</summary>
    [Fact]
    public virtual async Task Exec_Echo_OutputAndExitCode()
    {
        var (_, container) = await StartPodAsync("exec", Sleep);
        Assert.Equal(("hello there\n", 0), await ExecAsync(container, new ExecConfig(["/bin/echo", "hello", "there"]), null));
        Assert.Equal(("", 1), await ExecAsync(container, new ExecConfig(["/bin/false"]), null));
    }

    /// <summary>Input reaches the process, and its end is seen.</summary>
    [Fact]
    public virtual async Task Exec_Cat_RepeatsInputUntilItsEnd()
    {
        var (_, container) = await StartPodAsync("exec-cat", Sleep);
        var input = new string('x', 200_000) + "\nend\n";
        Assert.Equal((input, 0), await ExecAsync(container, new ExecConfig(["/bin/cat"]) { Stdin = true }, input));
    }

    /// <summary>An exec needs a container that runs.</summary>
    [Fact]
    public virtual async Task Exec_ContainerEnded_Conflict()
    {
        var (_, container) = await StartPodAsync("exec-ended", ["/bin/sh", "-c", "exit 0"]);
        await EndedAsync(container);
        var failure = await Assert.ThrowsAsync<RuntimeException>(() => Runtime.ExecAsync(container, new ExecConfig(["/bin/true"]), Limit));
        Assert.Equal(RuntimeFailure.Conflict, failure.Failure);
    }

    /// <summary>Running containers can be measured.</summary>
    [Fact]
    public virtual async Task Usage_Running_HasMemory()
    {
        var (_, container) = await StartPodAsync("usage", Sleep);
        var usage = await Runtime.UsageAsync(container, Limit);
        Assert.True(usage!.MemoryBytes > 0);
        await Runtime.StopAsync(container, TimeSpan.Zero, Limit);
        Assert.Null(await Runtime.UsageAsync(container, Limit));
    }

    /// <summary>An image is found by reference and by id, and listed.</summary>
    [Fact]
    public virtual async Task InspectImage_Present_ByReferenceAndId()
    {
        var image = await Runtime.InspectImageAsync(Image, Limit);
        Assert.Equal(image!.Id, (await Runtime.InspectImageAsync(image.Id, Limit))!.Id);
        Assert.Contains(await Runtime.ListImagesAsync(Limit), listed => listed.Id == image.Id && listed.Tags.Contains(Image));
    }

    /// <summary>Creates and starts a sandbox.</summary>
    protected async Task<string> StartSandboxAsync(string pod)
    {
        await Runtime.EnsureSandboxImageAsync("cloudorchestrator/pause:contract", Limit);
        var config = new SandboxConfig
        {
            Name = $"k8s_POD_{pod}",
            Image = "cloudorchestrator/pause:contract",
            Hostname = pod,
            Labels = new Dictionary<string, string> { [RuntimeLabels.PodUid] = pod, [RuntimeLabels.ContainerName] = RuntimeLabels.SandboxName },
        };
        var id = await Runtime.CreateSandboxAsync(config, Limit);
        await Runtime.StartAsync(id, Limit);
        return id;
    }

    /// <summary>A container's configuration.</summary>
    protected ContainerConfig Config(string pod, string sandbox, IReadOnlyList<string> command) => new()
    {
        Name = $"k8s_main_{pod}",
        Image = Image,
        Labels = new Dictionary<string, string> { [RuntimeLabels.PodUid] = pod, [RuntimeLabels.ContainerName] = "main" },
        SandboxId = sandbox,
        Command = command,
    };

    /// <summary>Creates and starts a sandbox with a container.</summary>
    protected async Task<(string Sandbox, string Container)> StartPodAsync(string pod, IReadOnlyList<string> command)
    {
        var sandbox = await StartSandboxAsync(pod);
        var container = await Runtime.CreateContainerAsync(Config(pod, sandbox, command), Limit);
        await Runtime.StartAsync(container, Limit);
        return (sandbox, container);
    }

    /// <summary>Waits for a container's end.</summary>
    protected async Task<RuntimeContainer> EndedAsync(string id)
    {
        await using var events = Runtime.WatchAsync(Limit).GetAsyncEnumerator(Limit);
        while (await events.MoveNextAsync())
        {
            if (await Runtime.InspectAsync(id, Limit) is { State: RuntimeContainerState.Exited } ended)
                return ended;
        }
        throw new InvalidOperationException("the watch ended");
    }

    /// <summary>Runs a process to its end.</summary>
    protected async Task<(string Output, int ExitCode)> ExecAsync(string id, ExecConfig config, string? input)
    {
        await using var streams = await Runtime.ExecAsync(id, config, Limit);
        var writing = input is null ? Task.CompletedTask : WriteAsync(streams, input);
        var output = await ReadAllAsync(streams);
        await writing;
        return (output, await streams.ExitCodeAsync(Limit));
    }

    /// <summary>Reads output to its end.</summary>
    protected async Task<string> ReadAllAsync(IContainerOutput output)
    {
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        while (await output.ReadAsync(buffer, Limit) is { Count: > 0 } chunk)
            text.Write(buffer, 0, chunk.Count);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private async Task WriteAsync(IContainerStreams streams, string input)
    {
        await streams.WriteStdinAsync(Encoding.UTF8.GetBytes(input), Limit);
        await streams.CloseStdinAsync(Limit);
    }
}
