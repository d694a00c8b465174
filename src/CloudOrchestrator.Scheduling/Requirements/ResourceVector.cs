namespace CloudOrchestrator.Scheduling.Requirements;

/// <summary>Amounts of resources: CPU in thousandths, all others in units.</summary>
internal sealed class ResourceVector
{
    public long MilliCpu { get; set; }

    public long Memory { get; set; }

    public long EphemeralStorage { get; set; }

    /// <summary>Extended resources and huge pages, by name; null for none.</summary>
    public SortedDictionary<string, long>? Others { get; private set; }

    public bool IsZero => MilliCpu == 0 && Memory == 0 && EphemeralStorage == 0 && Others is null;

    public static ResourceVector From(IReadOnlyDictionary<string, Quantity>? amounts)
    {
        var vector = new ResourceVector();
        foreach (var (name, quantity) in amounts ?? new Dictionary<string, Quantity>())
        {
            switch (name)
            {
                case "cpu":
                    vector.MilliCpu = quantity.Millis;
                    break;
                case "memory":
                    vector.Memory = quantity.Units;
                    break;
                case "ephemeral-storage":
                    vector.EphemeralStorage = quantity.Units;
                    break;
                case "pods":
                    break;
                default:
                    vector.Set(name, quantity.Units);
                    break;
            }
        }

        return vector;
    }

    public ResourceVector Clone()
    {
        var copy = new ResourceVector();
        copy.Add(this);
        return copy;
    }

    public void Add(ResourceVector other) => Add(other, 1);

    public void Subtract(ResourceVector other) => Add(other, -1);

    /// <summary>Raises every amount to at least the other's.</summary>
    public void RaiseTo(ResourceVector other)
    {
        MilliCpu = Math.Max(MilliCpu, other.MilliCpu);
        Memory = Math.Max(Memory, other.Memory);
        EphemeralStorage = Math.Max(EphemeralStorage, other.EphemeralStorage);
        foreach (var (name, amount) in other.Others ?? [])
            Set(name, Math.Max(Of(name), amount));
    }

    /// <summary>The amount of an extended resource.</summary>
    public long Of(string name) => Others is not null && Others.TryGetValue(name, out var amount) ? amount : 0;

    private void Add(ResourceVector other, int sign)
    {
        MilliCpu += sign * other.MilliCpu;
        Memory += sign * other.Memory;
        EphemeralStorage += sign * other.EphemeralStorage;
        if (other.Others is null)
            return;
        foreach (var (name, amount) in other.Others)
            Set(name, Of(name) + (sign * amount));
    }

    private void Set(string name, long amount) => (Others ??= new(StringComparer.Ordinal))[name] = amount;
}
