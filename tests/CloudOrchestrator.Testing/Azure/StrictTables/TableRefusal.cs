namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>An error answer of the Table service.</summary>
internal sealed class TableRefusal(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Index of the operation of a batch.</summary>
    public int? Index { get; set; }

    public static TableRefusal Bad(string code, string message) => new(400, code, message);
}
