namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The 32-bit FNV-1a hash: short, stable over processes and platforms, not for secrets.</summary>
internal static class Fnv1A
{
    public const uint Start = 2166136261;

    public static void Add(ref uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            hash = unchecked((hash ^ b) * 16777619);
    }
}
