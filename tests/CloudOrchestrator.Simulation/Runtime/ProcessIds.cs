namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>Ids that follow from a seed.</summary>
internal sealed class ProcessIds(int seed) : IIdSource
{
    private readonly Random _random = new(seed);

    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    public string NewSuffix(int length = 5) => new(_random.GetItems<char>(IIdSource.SuffixAlphabet, length));
}
