namespace CloudOrchestrator.Bicep.Tests;

/// <summary>Where things are in the repository.</summary>
internal static class Folders
{
    public static string Repository { get; } = Find(AppContext.BaseDirectory);

    public static string Bicep { get; } = Path.Combine(Repository, "bicep");

    private static string Find(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (File.Exists(Path.Combine(current.FullName, "CloudOrchestrator.sln")))
                return current.FullName;
        }
        throw new InvalidOperationException($"no CloudOrchestrator.sln above {folder}");
    }
}
