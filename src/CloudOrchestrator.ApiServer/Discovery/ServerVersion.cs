using System.Runtime.InteropServices;

namespace CloudOrchestrator.ApiServer.Discovery;

/// <summary>What <c>/version</c> answers: the Kubernetes version whose API is served, with our own as build metadata.</summary>
internal static class ServerVersion
{
    /// <summary>Kubernetes version of the API.</summary>
    public const string Kubernetes = "1.32.6";

    /// <summary>The document.</summary>
    public static JsonObject Document()
    {
        var own = typeof(ServerVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        return new JsonObject
        {
            ["major"] = "1",
            ["minor"] = "32",
            ["gitVersion"] = $"v{Kubernetes}+cloudorchestrator.{own}",
            ["gitCommit"] = "",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "1970-01-01T00:00:00Z",
            ["goVersion"] = "",
            ["compiler"] = RuntimeInformation.FrameworkDescription,
            ["platform"] = $"linux/{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64")}",
        };
    }
}
