namespace CloudOrchestrator.Testing;

/// <summary>What a test run should tell though no test failed. <c>infra/test</c> prints it at its end.</summary>
public static class TestNotes
{
    private static readonly string Folder = System.IO.Path.Combine(RepositoryRoot.Path, "artifacts", "test-notes");

    /// <summary>Notes something: one line, or more.</summary>
    public static void Add(string note)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(System.IO.Path.Combine(Folder, System.IO.Path.GetRandomFileName()), note.TrimEnd() + "\n");
    }
}
