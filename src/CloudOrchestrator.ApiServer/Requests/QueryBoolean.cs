namespace CloudOrchestrator.ApiServer.Requests;

/// <summary>Booleans of query strings as Kubernetes reads them: everything is true except <c>false</c> and <c>0</c>.</summary>
internal static class QueryBoolean
{
    /// <summary>Reads one; absent is false, present without a value is true.</summary>
    public static bool Parse(Microsoft.Extensions.Primitives.StringValues values)
    {
        if (values.Count == 0)
            return false;
        var text = values[0];
        return !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase) && text != "0";
    }
}
