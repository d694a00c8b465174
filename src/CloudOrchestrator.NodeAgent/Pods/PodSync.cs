namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>
/// Decides what a node does for one pod. Pure and level-triggered: it looks at what is and never at what happened, so that an agent that starts anew among
/// running containers decides as the one before it would have.
/// </summary>
public static class PodSync
{
    /// <summary>What an object that vanished from under its containers is given: whoever deletes without grace wants it gone.</summary>
    private const long GoneGraceSeconds = 1;

    /// <summary>What a container gets at least when its pod's grace was used up by others.</summary>
    private const long GraceSecondsMin = 2;

    private const long DefaultGraceSeconds = 30;

    /// <summary>Decides.</summary>
    public static PodPlan Plan(Pod pod, PodView view, DateTimeOffset now)
    {
        var draft = new PodDraft(pod, view, now);
        if (view.Gone || pod.Metadata.DeletionTimestamp is not null)
            PlanTermination(draft);
        else if (draft.Ending is not null || IsOver(pod))
            PlanEnd(draft);
        else
            PlanRun(draft);
        return draft.Finish();
    }

    /// <summary>The grace period of a pod that nobody has shortened.</summary>
    internal static long GraceSecondsOf(Pod pod) => pod.Spec?.TerminationGracePeriodSeconds ?? DefaultGraceSeconds;

    private static bool IsOver(Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    /// <summary>A deleted pod: end its containers, take everything down, then delete the object.</summary>
    private static void PlanTermination(PodDraft draft)
    {
        var pod = draft.Pod;
        var grace = draft.View.Gone ? GoneGraceSeconds : pod.Metadata.DeletionGracePeriodSeconds ?? GraceSecondsOf(pod);
        if (!EndContainers(draft, grace, draft.View.Gone ? null : pod.Metadata.DeletionTimestamp))
            return;
        if (!draft.View.Released)
            draft.Add(new PodAction.Release());
        else if (!draft.View.Gone)
            draft.Add(new PodAction.FinishDeletion());
    }

    /// <summary>A pod that has ended, or must: no container starts any more, and what still runs ends.</summary>
    private static void PlanEnd(PodDraft draft)
    {
        if (EndContainers(draft, GraceSecondsOf(draft.Pod), null) && !draft.View.SandboxReleased)
            draft.Add(new PodAction.ReleaseSandbox());
    }

    /// <summary>Ends all containers, sidecars last and in reverse order. True when nothing runs and nothing is starting.</summary>
    private static bool EndContainers(PodDraft draft, long graceSeconds, DateTimeOffset? deadline)
    {
        foreach (var name in draft.View.Starting)
            draft.Add(new PodAction.CancelStart(name));
        var known = draft.Containers.ToDictionary(container => container.Name, StringComparer.Ordinal);
        var running = draft.View.Containers.Where(run => run.Running).ToArray();
        var sidecars = running.Where(run => known.TryGetValue(run.Name, out var container) && container.Role == ContainerRole.Sidecar).ToArray();
        foreach (var run in running.Except(sidecars))
            End(draft, run, graceSeconds);
        if (running.Length == sidecars.Length && sidecars.Length > 0)
        {
            var order = draft.Containers.Select(container => container.Name).ToList();
            var left = deadline is { } end ? Math.Clamp((long)(end - draft.Now).TotalSeconds, Math.Min(GraceSecondsMin, graceSeconds), graceSeconds)
                : graceSeconds;
            End(draft, sidecars.MaxBy(run => order.IndexOf(run.Name))!, left);
        }
        return running.Length == 0 && draft.View.Starting.Count == 0;
    }

    private static void End(PodDraft draft, ObservedContainer run, long graceSeconds)
    {
        if (!draft.View.Killing.TryGetValue(run.Id, out var under) || under.GraceSeconds > graceSeconds)
            draft.Add(new PodAction.KillContainer(run.Id, run.Name, graceSeconds, $"Stopping container {run.Name}"));
    }

    /// <summary>A pod that is to run: sandbox, init containers in order, containers, each as far as what it needs is there.</summary>
    private static void PlanRun(PodDraft draft)
    {
        draft.CheckAgainAtDeadline();
        if (draft.ContainersAreDone())
        {
            PlanEnd(draft);
            return;
        }
        if (!PrepareSandbox(draft))
            return;
        var initialized = draft.PlanInitContainers();
        if (initialized)
            draft.PlanContainers(ContainerRole.App);
        draft.PlanContainers(ContainerRole.Ephemeral);
        draft.RemoveSuperfluous();
    }

    /// <summary>True when a connected sandbox runs.</summary>
    private static bool PrepareSandbox(PodDraft draft)
    {
        var view = draft.View;
        if (view.Sandbox is { Running: false } dead && EndStrayContainers(draft, dead))
            return false;
        if (view.Sandbox is { Running: true, Address: not null } && view.VolumesReady)
            return true;
        if (view.SetupRetryAt is { } retry && retry > draft.Now)
        {
            draft.CheckAgainAt(retry);
            return false;
        }
        if (!view.VolumesReady)
            draft.Add(new PodAction.PrepareVolumes());
        else
            draft.Add(new PodAction.CreateSandbox(view.Sandbox is { Running: false } ended ? ended.Attempt + 1 : view.Sandbox?.Attempt ?? 0));
        return false;
    }

    /// <summary>Containers that outlived their sandbox have no network; they end before a new sandbox is made.</summary>
    private static bool EndStrayContainers(PodDraft draft, ObservedSandbox dead)
    {
        var stray = draft.View.Containers.Where(run => run.Running && run.SandboxId == dead.Id).ToArray();
        draft.Add(new PodAction.Tell(dead.Id, "Normal", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.", ""));
        foreach (var run in stray)
            End(draft, run, GraceSecondsOf(draft.Pod));
        return stray.Length > 0;
    }
}
