namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// What a Job promises: whenever a pod is created for it, its pods that are neither finished nor being deleted, the new one included, are at most as many as it
/// allows or has allowed within the last moments, and nothing is created once it has ended. It ends once, one way or the other. A Job that counts successes (none
/// with indexes) and has ended says how many of its pods succeeded, each counted once, and is complete only with as many as it asks for, and with more only when
/// pods succeeded that were being deleted: those count as failed from the beginning of their deletion, unless they are seen to have succeeded before. A Job that
/// fails gives up every pod it has not seen end, so a pod that succeeded within the last moments, or does later, may count as failed.
/// </summary>
internal sealed class JobCheck : IHistoryCheck
{
    private static readonly TimeSpan DecisionAgeMax = TimeSpan.FromSeconds(30);

    public string Name => "jobs";

    public IEnumerable<string> Check(HistoryView view)
    {
        var jobs = new Dictionary<string, LoggedObject>(StringComparer.Ordinal);
        var pods = new Dictionary<string, JobPodsSeen>(StringComparer.Ordinal);
        foreach (var state in view.Log)
        {
            if (state.Record.Stream == "batch/jobs")
            {
                jobs[state.Uid] = state;
                if (Is(state, "FailureTarget") && pods.TryGetValue(state.Uid, out var given))
                    given.GiveUp(state.Items("status", "uncountedTerminatedPods", "failed").Select(uid => uid.GetString()!), state.Record.Time - DecisionAgeMax);
                if (CheckEnd(state, pods.GetValueOrDefault(state.Uid)) is { } violation)
                    yield return violation;
            }
            else if (state.Record.Stream == "pods" && jobs.TryGetValue(state.ControllerUid, out var job))
            {
                if (!pods.TryGetValue(job.Uid, out var seen))
                    pods[job.Uid] = seen = new JobPodsSeen();
                seen.Take(state);
                if (state.IsCreate && CheckCreate(state, job, seen) is { } violation)
                    yield return violation;
            }
        }
    }

    private static string? CheckCreate(LoggedObject pod, LoggedObject job, JobPodsSeen seen)
    {
        var most = Versions.Recent(job, pod.Record.Time - DecisionAgeMax).Max(version => version.Number("spec", "parallelism") ?? 1);
        if (seen.Active > most)
            return $"{pod} is the {seen.Active}th active pod of {job}, which allows {most}";
        return End(job) is { } end ? $"{pod} was created for {job}, which had ended as {end}" : null;
    }

    private static string? CheckEnd(LoggedObject job, JobPodsSeen? pods)
    {
        if (job.IsDelete || End(job) is not { } end)
            return job.Before is { } unended && !job.IsDelete && End(unended) is { } had ? $"{job} had ended as {had} and has not any more" : null;
        if (job.Before is { } before && End(before) is { } first)
            return first == end ? null : $"{job} ended as {end}, and before as {first}";
        if (job.Text("spec", "completionMode") == "Indexed" || job.Number("spec", "completions") is not { } wanted)
            return null;
        var (said, were, late) = (job.Number("status", "succeeded") ?? 0, pods?.Succeeded ?? 0, pods?.SucceededLate ?? 0);
        if (said > were || said < were - late)
            return $"{job} ended as {end} and says that {said} pods succeeded; {were} did";
        if (end == "Complete" && said < wanted)
            return $"{job} is complete with {said} of {wanted} successes";
        return said > wanted + late ? $"{job} ended with {said} successes, and asked for {wanted}" : null;
    }

    // Complete, Failed, both, or null for neither.
    private static string? End(LoggedObject job)
    {
        var text = string.Join(" and ", new[] { "Complete", "Failed" }.Where(type => Is(job, type)));
        return text.Length == 0 ? null : text;
    }

    private static bool Is(LoggedObject job, string condition) => job.Items("status", "conditions")
        .Any(entry => Json.At(entry, "status")?.GetString() == "True" && Json.At(entry, "type")?.GetString() == condition);

    private sealed class JobPodsSeen
    {
        private readonly HashSet<string> _active = new(StringComparer.Ordinal);
        private readonly Dictionary<string, DateTimeOffset> _succeeded = new(StringComparer.Ordinal);
        private readonly HashSet<string> _late = new(StringComparer.Ordinal);
        private readonly HashSet<string> _givenUp = new(StringComparer.Ordinal);

        public int Active => _active.Count;

        public int Succeeded => _succeeded.Count;

        /// <summary>Those that succeeded when they were being deleted or had been given up.</summary>
        public int SucceededLate => _late.Count;

        public void Take(LoggedObject pod)
        {
            var phase = pod.Text("status", "phase");
            if (pod.IsDelete || pod.IsTerminating || phase is "Succeeded" or "Failed")
                _active.Remove(pod.Uid);
            else
                _active.Add(pod.Uid);
            if (phase == "Succeeded" && _succeeded.TryAdd(pod.Uid, pod.Record.Time) && (pod.IsTerminating || _givenUp.Contains(pod.Uid)))
                _late.Add(pod.Uid);
        }

        /// <summary>Notes pods that were called failed by a decision made after the time.</summary>
        public void GiveUp(IEnumerable<string> uids, DateTimeOffset decided)
        {
            foreach (var uid in uids)
            {
                _givenUp.Add(uid);
                if (_succeeded.TryGetValue(uid, out var at) && at > decided)
                    _late.Add(uid);
            }
        }
    }
}
