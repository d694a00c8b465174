using System.Text;
using CloudOrchestrator.ApiServer.Requests;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>The server's health as <c>/healthz</c>, <c>/livez</c> and <c>/readyz</c> tell it.</summary>
internal sealed class ServerHealth
{
    private volatile bool _started;
    private volatile bool _stopping;

    /// <summary>The first objects exist: the server is ready.</summary>
    public void Started() => _started = true;

    /// <summary>The server drains: it lives, but is not ready for more.</summary>
    public void Stopping() => _stopping = true;

    /// <summary>Paths of all checks.</summary>
    public IEnumerable<string> Paths() => ((string[])["/livez", "/readyz"]).SelectMany(root => Checks(root).Select(check => $"{root}/{check.Name}"));

    /// <summary>Answer of a health path; null for other paths.</summary>
    public HealthAnswer? Answer(string path, IQueryCollection query)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length is 0 or > 2 || segments[0] is not ("healthz" or "livez" or "readyz"))
            return null;
        var excluded = query["exclude"];
        var checks = Checks("/" + segments[0]).Where(check => !excluded.Contains(check.Name)).ToArray();
        if (segments.Length == 2)
        {
            return checks.FirstOrDefault(check => check.Name == segments[1]) is { Name: not null } one
                ? new HealthAnswer(one.Healthy, one.Healthy ? "ok" : $"internal server error: {one.Name} failed\n")
                : null;
        }

        var healthy = checks.All(check => check.Healthy);
        if (healthy && !QueryBoolean.Parse(query["verbose"]))
            return new HealthAnswer(true, "ok");
        var text = new StringBuilder();
        foreach (var (name, passed) in checks)
            text.Append(passed ? "[+]" : "[-]").Append(name).Append(passed ? " ok\n" : " failed: reason withheld\n");
        return new HealthAnswer(healthy, text.Append(segments[0]).Append(healthy ? " check passed\n" : " check failed\n").ToString());
    }

    private (string Name, bool Healthy)[] Checks(string root)
    {
        (string, bool)[] common = [("ping", true), ("log", true), ("bootstrap-objects", _started)];
        return root == "/readyz" ? [.. common, ("shutdown", !_stopping)] : common;
    }
}
