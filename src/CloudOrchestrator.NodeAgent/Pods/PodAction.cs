namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>Something to do for a pod. Actions that take long run beside each other; one that is under way is not started again.</summary>
public abstract record PodAction
{
    private PodAction()
    {
    }

    /// <summary>Make the volumes.</summary>
    public sealed record PrepareVolumes : PodAction;

    /// <summary>Create and start a sandbox and connect its network; also connects one that runs unconnected.</summary>
    public sealed record CreateSandbox(int Attempt) : PodAction;

    /// <summary>Pull the image if need be, create the container, start it and run its postStart hook.</summary>
    public sealed record StartContainer(PodContainer Container, int Attempt, int BackOffLevel) : PodAction;

    /// <summary>Give up a start that is under way.</summary>
    public sealed record CancelStart(string ContainerName) : PodAction;

    /// <summary>Run the preStop hook and end the container within the grace period.</summary>
    public sealed record KillContainer(string ContainerId, string ContainerName, long GraceSeconds, string Message) : PodAction;

    /// <summary>Remove an ended container.</summary>
    public sealed record RemoveContainer(string ContainerId) : PodAction;

    /// <summary>Take down sandbox, network and volumes; ended containers stay for their logs.</summary>
    public sealed record ReleaseSandbox : PodAction;

    /// <summary>Take down everything.</summary>
    public sealed record Release : PodAction;

    /// <summary>Delete the object for good, once its last status is written.</summary>
    public sealed record FinishDeletion : PodAction;

    /// <summary>Record an event, once per <paramref name="Subject"/>.</summary>
    public sealed record Tell(string Subject, string Type, string Reason, string Message, string FieldPath) : PodAction;
}
