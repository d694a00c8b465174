namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>The runs of one container.</summary>
internal sealed class ContainerHistory
{
    private readonly IReadOnlyList<ObservedContainer> _newestFirst;
    private readonly string? _sandboxId;

    public ContainerHistory(string name, PodView view)
    {
        _newestFirst = [.. view.Containers.Where(run => run.Name == name).OrderByDescending(run => run.Attempt).ThenByDescending(run => run.StartedAt)];
        _sandboxId = view.Sandbox?.Id;
    }

    /// <summary>The newest run, in whatever sandbox.</summary>
    public ObservedContainer? Newest => _newestFirst.Count > 0 ? _newestFirst[0] : null;

    /// <summary>The run before the newest.</summary>
    public ObservedContainer? Previous => _newestFirst.Count > 1 ? _newestFirst[1] : null;

    /// <summary>The newest run when it is in the sandbox of now: runs of earlier sandboxes only count for their past.</summary>
    public ObservedContainer? Current => Newest is { } newest && newest.SandboxId == _sandboxId ? newest : null;

    /// <summary>Number of the next run.</summary>
    public int NextAttempt => Newest is { } newest ? newest.Attempt + 1 : 0;

    /// <summary>Ended runs nobody will ask for again: all but the newest and the one before it.</summary>
    public IEnumerable<ObservedContainer> Superfluous => _newestFirst.Skip(2).Where(run => !run.Running);
}
