using Xunit;

namespace CloudOrchestrator.Testing.Azure;

/// <summary>A test that needs Azurite; skipped with the reason where it cannot run.</summary>
public sealed class AzuriteFactAttribute : FactAttribute
{
    /// <summary>Skips where Azurite cannot run.</summary>
    public AzuriteFactAttribute() => Skip = Azurite.Missing;
}
