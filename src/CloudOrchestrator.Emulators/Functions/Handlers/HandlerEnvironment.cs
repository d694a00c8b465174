using System.Globalization;
using CloudOrchestrator.Emulators.Functions.Configuration;

namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>The environment a handler process sees: what the host sets and the app settings, and of this machine only what any program needs to run.</summary>
internal static class HandlerEnvironment
{
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "LANG", "TZ", "DOTNET_ROOT", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    /// <summary>The variables for one process.</summary>
    public static Dictionary<string, string> Create(FunctionApp app, string site, string instance, int port)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                variables[name] = value;
        }

        foreach (var (name, value) in app.Settings)
            variables[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var text = port.ToString(CultureInfo.InvariantCulture);
        variables["FUNCTIONS_CUSTOMHANDLER_PORT"] = text;
        variables["FUNCTIONS_HTTPWORKER_PORT"] = text;
        variables["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = instance;
        variables["FUNCTIONS_HTTPWORKER_ID"] = instance;
        variables["FUNCTIONS_APP_ROOT_PATH"] = app.Root;
        variables["FUNCTIONS_WORKER_RUNTIME"] = "custom";
        variables["FUNCTIONS_EXTENSION_VERSION"] = "~4";
        variables["WEBSITE_SITE_NAME"] = site;
        variables["WEBSITE_INSTANCE_ID"] = instance;
        return variables;
    }
}
