namespace CloudOrchestrator.Simulation.Faults;

/// <summary>
/// Which troubles a seed has, and how bad. Each seed has some and not others: what happens often alone hides what happens seldom together.
/// </summary>
internal sealed record FaultPlan
{
    public bool KillsPlanes { get; init; }

    public bool PausesPlanes { get; init; }

    public bool KillsAgents { get; init; }

    public bool KillsNodes { get; init; }

    public bool CutsNodes { get; init; }

    public bool PausesNodes { get; init; }

    public bool CrashesContainers { get; init; }

    public bool BreaksWatches { get; init; }

    public bool FillsDisk { get; init; }

    public bool Poisons { get; init; }

    public bool LosesAppends { get; init; }

    public bool LosesRequests { get; init; }

    public bool LosesItems { get; init; }

    public bool SkewsClocks { get; init; }

    /// <summary>True when there is no trouble.</summary>
    public bool IsCalm { get; private init; }

    /// <summary>Mean time between faults.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>The plan that a seed has; one in eight has no troubles at all.</summary>
    public static FaultPlan Of(Random chance, bool troubles)
    {
        var calm = chance.Next(8) == 0 || !troubles;
        bool Some() => chance.Next(2) == 0 && !calm;
        return new FaultPlan
        {
            KillsPlanes = Some(),
            PausesPlanes = Some(),
            KillsAgents = Some(),
            KillsNodes = Some(),
            CutsNodes = Some(),
            PausesNodes = Some(),
            CrashesContainers = Some(),
            BreaksWatches = Some(),
            FillsDisk = Some(),
            Poisons = Some(),
            LosesAppends = Some(),
            LosesRequests = Some(),
            LosesItems = Some(),
            SkewsClocks = Some(),
            IsCalm = calm,
            Interval = TimeSpan.FromSeconds(2 + (chance.NextDouble() * 10)),
        };
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var names = typeof(FaultPlan).GetProperties()
            .Where(property => property.PropertyType == typeof(bool) && property.Name != nameof(IsCalm) && (bool)property.GetValue(this)!)
            .Select(property => property.Name);
        return string.Join(' ', names.DefaultIfEmpty("no faults"));
    }
}
