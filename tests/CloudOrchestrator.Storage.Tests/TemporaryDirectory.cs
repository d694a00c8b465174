namespace CloudOrchestrator.Storage.Tests;

internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("revision-log-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
