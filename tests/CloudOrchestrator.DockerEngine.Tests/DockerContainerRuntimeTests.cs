using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.Testing.Contracts;
using CloudOrchestrator.Testing.Docker;

namespace CloudOrchestrator.DockerEngine.Tests;

[Collection(DockerEngineTests.Name)]
public sealed class DockerContainerRuntimeTests(DockerEngineFixture fixture) : ContainerRuntimeContract
{
    protected override IContainerRuntime Runtime { get; } = new DockerContainerRuntime(fixture.Client, OomScore.LowestAllowed(), TimeProvider.System);

    protected override string Image => DockerEngineFixture.Image;

    [DockerFact]
    public override Task Start_SandboxAndContainer_AreListedRunning() => base.Start_SandboxAndContainer_AreListedRunning();

    [DockerFact]
    public override Task Inspect_ContainerEnded_TellsExitCode() => base.Inspect_ContainerEnded_TellsExitCode();

    [DockerFact]
    public override Task Watch_ContainerLives_TellsCreatedStartedDiedRemoved() => base.Watch_ContainerLives_TellsCreatedStartedDiedRemoved();

    [DockerFact]
    public override Task Stop_SignalIgnored_KillsAfterGrace() => base.Stop_SignalIgnored_KillsAfterGrace();

    [DockerFact]
    public override Task Stop_AgainWithShorterGrace_EndsEarlier() => base.Stop_AgainWithShorterGrace_EndsEarlier();

    [DockerFact]
    public override Task Inspect_Missing_IsNull() => base.Inspect_Missing_IsNull();

    [DockerFact]
    public override Task Create_ImageMissing_NotFound() => base.Create_ImageMissing_NotFound();

    [DockerFact]
    public override Task Create_SameName_ReplacesOnlyWhatNeverRan() => base.Create_SameName_ReplacesOnlyWhatNeverRan();

    [DockerFact]
    public override Task Exec_Echo_OutputAndExitCode() => base.Exec_Echo_OutputAndExitCode();

    [DockerFact]
    public override Task Exec_Cat_RepeatsInputUntilItsEnd() => base.Exec_Cat_RepeatsInputUntilItsEnd();

    [DockerFact]
    public override Task Exec_ContainerEnded_Conflict() => base.Exec_ContainerEnded_Conflict();

    [DockerFact]
    public override Task Usage_Running_HasMemory() => base.Usage_Running_HasMemory();

    [DockerFact]
    public override Task InspectImage_Present_ByReferenceAndId() => base.InspectImage_Present_ByReferenceAndId();

    [DockerFact]
    public async Task Start_ProgramMissing_TellsWhyAndRemembersIt()
    {
        var sandbox = await StartSandboxAsync("no-program");
        var container = await Runtime.CreateContainerAsync(Config("no-program", sandbox, ["/nowhere"]), Limit);
        var failure = await Assert.ThrowsAsync<RuntimeException>(() => Runtime.StartAsync(container, Limit));
        Assert.Contains("no such file or directory", failure.Message, StringComparison.Ordinal);
        var remembered = await Runtime.InspectAsync(container, Limit);
        Assert.Equal(127, remembered!.ExitCode);
        Assert.Contains("no such file or directory", remembered.Error, StringComparison.Ordinal);
    }

    [DockerFact]
    public async Task Exec_Stderr_IsToldApart()
    {
        var (_, container) = await StartPodAsync("stderr", ["/bin/sleep", "1000"]);
        await using var streams = await Runtime.ExecAsync(container, new ExecConfig(["/bin/sh", "-c", "echo bad >&2"]), Limit);
        var chunk = await streams.ReadAsync(new byte[100], Limit);
        Assert.Equal(OutputTarget.Stderr, chunk.Target);
        Assert.Equal(4, chunk.Count);
    }

    [DockerFact]
    public async Task Exec_Terminal_HasTheSizeItWasGiven()
    {
        var (_, container) = await StartPodAsync("tty", ["/bin/sleep", "1000"]);
        await using var streams = await Runtime.ExecAsync(container, new ExecConfig(["/bin/sh", "-c", "read x; stty size"]) { Stdin = true, Tty = true }, Limit);
        await streams.ResizeAsync(123, 45, Limit);
        await streams.WriteStdinAsync("\n"u8.ToArray(), Limit);
        Assert.Contains("45 123", await ReadAllAsync(streams), StringComparison.Ordinal);
    }

    [DockerFact]
    public async Task ReadLog_TailAndTimestamps_AsAsked()
    {
        var (_, container) = await StartPodAsync("log", ["/bin/sh", "-c", "echo one; echo two; echo three"]);
        await EndedAsync(container);
        await using var all = await Runtime.ReadLogAsync(container, new LogQuery(), Limit);
        Assert.Equal("one\ntwo\nthree\n", await ReadAllAsync(all));
        await using var last = await Runtime.ReadLogAsync(container, new LogQuery { TailLines = 1, Timestamps = true, Follow = true }, Limit);
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z three\n$", await ReadAllAsync(last));
    }

    [DockerFact]
    public async Task Create_WithLimitsAndRights_ProcessHasThem()
    {
        var sandbox = await StartSandboxAsync("rights");
        var config = Config("rights", sandbox, ["/bin/sh", "-c", "id -u; id -g; hostname; cat /sys/fs/cgroup/memory/memory.limit_in_bytes; touch /x 2>/dev/null || echo readonly"]) with
        {
            Rights = new ContainerRights { User = "1000:2000", ReadOnlyRootFilesystem = true, NoNewPrivileges = true },
            Limits = new ContainerLimits { MemoryBytes = 16 << 20, CpuShares = 102 },
        };
        var container = await Runtime.CreateContainerAsync(config, Limit);
        await Runtime.StartAsync(container, Limit);
        await EndedAsync(container);
        await using var log = await Runtime.ReadLogAsync(container, new LogQuery(), Limit);
        var text = await ReadAllAsync(log);
        Assert.Contains("1000\n2000\nrights\n", text, StringComparison.Ordinal);
        Assert.Contains("readonly", text, StringComparison.Ordinal);
    }

    [DockerFact]
    public async Task Attach_InputEnds_OutputStillArrives()
    {
        var sandbox = await StartSandboxAsync("attach");
        var config = Config("attach", sandbox, ["/bin/sh", "-c", "read x; sleep 0.2; echo got $x"]) with { Stdin = true };
        var container = await Runtime.CreateContainerAsync(config, Limit);
        await Runtime.StartAsync(container, Limit);
        await using var streams = await Runtime.AttachAsync(container, new AttachConfig(Stdin: true, Stdout: true, Stderr: true, Tty: false), Limit);
        await streams.WriteStdinAsync("word\n"u8.ToArray(), Limit);
        await streams.CloseStdinAsync(Limit);
        Assert.Equal("got word\n", await ReadAllAsync(streams));
    }
}
