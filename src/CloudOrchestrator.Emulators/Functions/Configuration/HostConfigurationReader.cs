using System.Globalization;

namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>Reads <c>host.json</c> as the host does.</summary>
internal static class HostConfigurationReader
{
    private const string FileName = "host.json";

    /// <summary>The configuration, or null when the file is missing or unusable; what is wrong goes to <paramref name="faults"/>.</summary>
    public static HostConfiguration? Read(string root, IReadOnlyDictionary<string, string> settings, ConfigurationFaults faults)
    {
        if (!File.Exists(Path.Combine(root, FileName)))
        {
            faults.Error(FileName, "", "is missing: the app folder's root must hold it");
            return null;
        }

        if (ConfigurationSection.Load(root, FileName, faults) is not { } file)
            return null;
        if (file.Text("version") != "2.0")
            file.Error("version", "must be \"2.0\"");
        var custom = file.Section("customHandler");
        if (!custom.Exists)
            file.Error("customHandler", "is missing: this emulator runs custom handlers only");
        var handler = ReadHandler(root, custom.Section("description"), settings);
        if (handler is null)
            return null;
        var extensions = file.Section("extensions");
        var host = ReadCustomHandler(file, custom, handler) with
        {
            RoutePrefix = ReadHttp(extensions.Section("http")),
            ServiceBus = ReadServiceBus(extensions.Section("serviceBus")),
            FunctionTimeout = ReadTimeout(file),
            HasExtensionBundle = ReadBundle(file.Section("extensionBundle")),
            Functions = file.Has("functions") ? file.Texts("functions") : null,
        };
        extensions.ReportRest("cosmosDb", "blobs", "queues", "durableTask", "eventHubs", "eventGrid", "sendGrid", "signalR", "warmup", "mcp");
        file.ReportRest(
            "aggregator", "concurrency", "configurationProfile", "healthMonitor", "logging", "managedDependency", "retry", "singleton", "telemetryMode", "watchDirectories", "watchFiles");
        return host;
    }

    private static HostConfiguration ReadCustomHandler(ConfigurationSection file, ConfigurationSection custom, HandlerDescription handler)
    {
        if (custom.Text("type") is { } type && !type.Equals("Http", StringComparison.OrdinalIgnoreCase))
            custom.Error("type", $"must be Http, not '{type}'");
        var profile = file.Text("configurationProfile");
        var forwards = custom.Flag("enableForwardingHttpRequest", false);
        var proxies = custom.Flag("enableProxyingHttpRequest", profile == "mcp-custom-handler");
        if (forwards && proxies)
            custom.Note("enableForwardingHttpRequest", "has no effect: enableProxyingHttpRequest wins when both are set");
        var host = new HostConfiguration
        {
            Handler = handler,
            Proxies = proxies,
            Port = custom.Has("port") ? custom.Number("port", 0, 1, 65535) : null,
            InitializationTimeout = custom.Duration("initializationTimeout", TimeSpan.FromSeconds(30)),
            Routes = ReadRoutes(custom),
        };
        custom.ReportRest();
        return host;
    }

    private static HandlerDescription? ReadHandler(string root, ConfigurationSection section, IReadOnlyDictionary<string, string> settings)
    {
        var executable = section.Text("defaultExecutablePath");
        if (string.IsNullOrWhiteSpace(executable))
        {
            section.Error("defaultExecutablePath", "is required");
            return null;
        }

        executable = Resolve(section, "defaultExecutablePath", executable, settings);
        var directory = Path.GetFullPath(Path.Combine(root, section.Text("workingDirectory") ?? ""));
        if (!Directory.Exists(directory))
            section.Error("workingDirectory", $"is not a folder: {directory}");
        var own = section.Texts("arguments").Select(argument => Resolve(section, "arguments", argument, settings)).ToArray();
        string[] worker = section.Text("defaultWorkerPath") is { } path ? [path] : [];
        var arguments = own.Concat(worker).Concat(section.Texts("workerArguments").Select(argument => Resolve(section, "workerArguments", argument, settings))).ToArray();

        // With any argument the host takes the path for a command: it is no longer looked for in the app folder.
        var found = own.Length == 0 ? InFolder(root, executable) : OnPath(directory, executable);
        if (found is null)
        {
            var where = own.Length == 0 ? $"no such file in {root}" : $"with arguments it is a command, and no such command is on PATH or in {directory}";
            section.Error("defaultExecutablePath", $"'{executable}' was not found: {where}");
        }
        else if (!IsExecutable(found))
        {
            section.Error("defaultExecutablePath", $"'{executable}' may not be executed: the file has no executable bit");
        }

        var description = new HandlerDescription(found ?? executable, arguments, directory, section.Flag("useStdErrorStreamForErrorsOnly", false));
        section.ReportRest();
        return description;
    }

    private static string? InFolder(string folder, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        return File.Exists(full) ? full : Path.IsPathRooted(path) || path.Contains('/') ? null : OnPath(folder, path);
    }

    private static string? OnPath(string directory, string command)
    {
        if (command.Contains('/') && Path.GetFullPath(Path.Combine(directory, command)) is { } full)
            return File.Exists(full) ? full : null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);
    }

    private static bool IsExecutable(string file) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private static string Resolve(ConfigurationSection section, string property, string text, IReadOnlyDictionary<string, string> settings)
    {
        var resolved = SettingReferences.Resolve(text, settings, out var missing);
        if (missing is not null)
            section.Error(property, $"'%{missing}%' does not resolve: there is no app setting '{missing}'");
        return resolved;
    }

    private static List<HttpTrigger> ReadRoutes(ConfigurationSection custom)
    {
        if (!custom.Has("http"))
            return [];
        var http = custom.Section("http");
        var level = http.Text("defaultAuthorizationLevel") ?? "function";
        var routes = new List<HttpTrigger>();
        foreach (var route in http.Sections("routes"))
        {
            FunctionReader.CheckLevel(route, "authorizationLevel", route.Text("authorizationLevel") ?? level);
            routes.Add(new HttpTrigger("req", FunctionReader.CheckRoute(route, "route", route.Text("route") ?? ""), []));
            route.ReportRest();
        }

        http.ReportRest();
        return routes;
    }

    private static string ReadHttp(ConfigurationSection http)
    {
        var prefix = (http.Text("routePrefix") ?? "api").Trim('/');
        http.ReportRest("customHeaders", "dynamicThrottlesEnabled", "hsts", "maxConcurrentRequests", "maxOutstandingRequests");
        return prefix;
    }

    private static ServiceBusConfiguration ReadServiceBus(ConfigurationSection section)
    {
        var defaults = new ServiceBusConfiguration();
        var read = new ServiceBusConfiguration
        {
            MaxMessageBatchSize = section.Number("maxMessageBatchSize", defaults.MaxMessageBatchSize, 1, 100_000),
            MinMessageBatchSize = section.Number("minMessageBatchSize", defaults.MinMessageBatchSize, 1, 100_000),
            MaxBatchWaitTime = section.Duration("maxBatchWaitTime", defaults.MaxBatchWaitTime),
            MaxConcurrentCalls = section.Number("maxConcurrentCalls", defaults.MaxConcurrentCalls, 1, 10_000),
            AutoCompleteMessages = section.Flag("autoCompleteMessages", defaults.AutoCompleteMessages),
            MaxAutoLockRenewalDuration = section.Duration("maxAutoLockRenewalDuration", defaults.MaxAutoLockRenewalDuration),
        };
        if (read.MinMessageBatchSize > read.MaxMessageBatchSize)
            section.Error("minMessageBatchSize", $"is more than maxMessageBatchSize ({read.MaxMessageBatchSize})");
        section.ReportRest("clientRetryOptions", "enableCrossEntityTransactions", "maxConcurrentSessions", "prefetchCount", "sessionIdleTimeout", "transportType", "webProxy");
        return read;
    }

    private static TimeSpan ReadTimeout(ConfigurationSection file)
    {
        var text = file.Text("functionTimeout");
        if (text is null)
            return new HostConfiguration { Handler = null! }.FunctionTimeout;
        if (text == "-1")
            return Timeout.InfiniteTimeSpan;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero)
            return time;
        file.Error("functionTimeout", $"must be a time such as 00:30:00, or -1 for none, not '{text}'");
        return Timeout.InfiniteTimeSpan;
    }

    private static bool ReadBundle(ConfigurationSection bundle)
    {
        if (!bundle.Exists)
            return false;
        if (bundle.Text("id") is not "Microsoft.Azure.Functions.ExtensionBundle")
            bundle.Error("id", "must be Microsoft.Azure.Functions.ExtensionBundle");
        var version = bundle.Text("version") ?? "";
        if (!version.StartsWith("[4.", StringComparison.Ordinal))
            bundle.Error("version", $"must be a range that begins at version 4, such as [4.0.0, 5.0.0), not '{version}'");
        bundle.ReportRest("source", "ensureLatest");
        return true;
    }
}
