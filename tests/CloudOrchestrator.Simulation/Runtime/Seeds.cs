namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>Many independent chances from one seed. The framework's generators start alike from seeds that are near: neighbouring runs would have the same troubles.</summary>
internal static class Seeds
{
    /// <summary>Chance for one purpose.</summary>
    public static Random Chance(int seed, string purpose) => new(Mix(seed, purpose));

    /// <summary>A seed for one purpose.</summary>
    public static int Mix(int seed, string purpose)
    {
        var mixed = (ulong)(uint)seed * 0x9e37_79b9_7f4a_7c15;
        foreach (var letter in purpose)
            mixed = Stir(mixed ^ letter);
        return (int)(Stir(mixed) >> 33);
    }

    private static ulong Stir(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58_476d_1ce4_e5b9;
        value = (value ^ (value >> 27)) * 0x94d0_49bb_1331_11eb;
        return value ^ (value >> 31);
    }
}
