namespace CloudOrchestrator.Repository.Tests;

/// <summary>Every kind is complete and registered.</summary>
public sealed class KindFolderTests
{
    [Fact]
    public void Descriptors_AreAllInTheRegistry()
    {
        var registry = RepositoryFiles.Read("src/CloudOrchestrator.Kinds/KindRegistry.cs");
        var descriptors = RepositoryFiles.Sources
            .Where(path => path.StartsWith("src/CloudOrchestrator.Kinds/", StringComparison.Ordinal) && path.EndsWith("Kind.cs", StringComparison.Ordinal))
            .Where(path => RepositoryFiles.Read(path).Contains(": KindDescriptor<", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension)
            .ToArray();
        Assert.NotEmpty(descriptors);
        Assert.All(descriptors, name => Assert.Contains(name!, registry, StringComparison.Ordinal));
    }

    [Fact]
    public void Reconcilers_AreAllTested()
    {
        var tests = string.Concat(RepositoryFiles.Sources.Where(path => path.StartsWith("tests/", StringComparison.Ordinal)).Select(RepositoryFiles.Read));
        var reconcilers = RepositoryFiles.Sources.Where(path => path.StartsWith("src/CloudOrchestrator.Kinds/", StringComparison.Ordinal) && path.EndsWith("Reconciler.cs", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Where(name => name != "IReconciler");
        Assert.All(reconcilers, name => Assert.Contains(name, tests, StringComparison.Ordinal));
    }
}
