namespace CloudOrchestrator.Scheduling.Scores;

/// <summary>Rates the nodes that fit, from 0 to 100.</summary>
internal abstract class NodeScore(int weight)
{
    public const long Max = 100;

    /// <summary>How much the rating counts in the total.</summary>
    public int Weight => weight;

    /// <summary>False when the score says nothing about this pod.</summary>
    public virtual bool Applies => true;

    /// <summary>True when placements change no rating, so that it holds as long as the same nodes fit.</summary>
    public virtual bool IsSteady => false;

    /// <summary>A pod has been placed.</summary>
    public virtual void Placed(PodInfo pod, int node)
    {
    }

    /// <summary>Called before nodes are rated, whenever other nodes fit than before.</summary>
    public virtual void Prepare(IReadOnlyList<int> feasible)
    {
    }

    /// <summary>The node's rating before normalisation.</summary>
    public abstract long Rate(int node);

    /// <summary>The ratings of the feasible nodes, each as <see cref="Rate(int)"/> gives it; the hot loop of scheduling on many nodes.</summary>
    public virtual void Rate(ReadOnlySpan<int> feasible, Span<long> ratings)
    {
        for (var i = 0; i < feasible.Length; i++)
            ratings[i] = Rate(feasible[i]);
    }

    /// <summary>Brings the ratings of all feasible nodes into the range.</summary>
    public virtual void Normalize(Span<long> ratings)
    {
    }

    /// <summary>Scales so that the highest rating becomes 100; reversed, so that the lowest is best.</summary>
    protected static void Scale(Span<long> ratings, bool reverse)
    {
        var max = 0L;
        foreach (var rating in ratings)
            max = Math.Max(max, rating);
        for (var i = 0; i < ratings.Length; i++)
        {
            var scaled = max == 0 ? 0 : Max * ratings[i] / max;
            ratings[i] = reverse ? Max - scaled : scaled;
        }
    }
}
