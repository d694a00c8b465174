using Xunit;

namespace CloudOrchestrator.Testing.Azure;

/// <summary>One Azurite for all tests of a collection; none where it cannot run.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;
    private int _prefixes;

    /// <summary>What a client needs. Where Azurite cannot run, an address at which nobody answers.</summary>
    public string ConnectionString => _azurite?.ConnectionString ?? "UseDevelopmentStorage=true";

    /// <summary>A table name prefix that no other test uses.</summary>
    public string NewPrefix() => $"t{Interlocked.Increment(ref _prefixes)}";

    /// <inheritdoc/>
    public async Task InitializeAsync() => _azurite = Azurite.Missing is null ? await Azurite.StartAsync() : null;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }
}
