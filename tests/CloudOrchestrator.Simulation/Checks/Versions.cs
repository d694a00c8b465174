namespace CloudOrchestrator.Simulation.Checks;

/// <summary>States of one object.</summary>
internal static class Versions
{
    /// <summary>The states of an object that were its present at some moment since a time, newest first.</summary>
    public static IEnumerable<LoggedObject> Recent(LoggedObject last, DateTimeOffset since)
    {
        for (var state = last; state is not null; state = state.Before)
        {
            yield return state;
            if (state.Record.Time <= since)
                yield break;
        }
    }
}
