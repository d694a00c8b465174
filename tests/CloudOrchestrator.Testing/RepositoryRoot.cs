namespace CloudOrchestrator.Testing;

/// <summary>Where the repository is, seen from a test's output folder.</summary>
public static class RepositoryRoot
{
    /// <summary>Folder that holds the solution.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(current.FullName, "CloudOrchestrator.sln")))
                return current.FullName;
        }

        throw new InvalidOperationException($"no CloudOrchestrator.sln above {folder}");
    }
}
