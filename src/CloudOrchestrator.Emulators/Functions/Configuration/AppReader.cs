namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>Reads an app folder: <c>host.json</c> and every function beside it.</summary>
internal static class AppReader
{
    /// <summary>The app, or null when something in <paramref name="faults"/> keeps it from running.</summary>
    public static FunctionApp? Read(string root, IReadOnlyDictionary<string, string> settings, ConfigurationFaults faults)
    {
        root = Path.GetFullPath(root);
        if (!Directory.Exists(root))
        {
            faults.Error(root, "", "is not a folder");
            return null;
        }

        if (HostConfigurationReader.Read(root, settings, faults) is not { } host)
            return null;
        if (settings.GetValueOrDefault("FUNCTIONS_WORKER_RUNTIME") is { } runtime && runtime != "custom")
            faults.Error("settings", "FUNCTIONS_WORKER_RUNTIME", $"must be custom, not '{runtime}'");
        var names = Directory.EnumerateDirectories(root).Where(folder => File.Exists(Path.Combine(folder, "function.json")))
            .Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal).ToArray();
        if (host.Routes.Count > 0 && names.Length > 0)
            faults.Error("host.json", "customHandler.http", $"and function.json files exclude each other, and there is {names[0]}/function.json");
        foreach (var missing in (host.Functions ?? []).Except(names))
            faults.Note("host.json", "functions", $"names '{missing}', which has no function.json");
        var functions = names.Where(name => host.Functions?.Contains(name) != false)
            .Select(name => FunctionReader.Read(root, name, host, settings, faults)).OfType<FunctionDefinition>()
            .Concat(host.Routes.Select((route, index) => new FunctionDefinition($"http-handler{index + 1}", route))).ToArray();
        if (functions.Length == 0 && !faults.Fatal)
            faults.Error("host.json", "", "no function was found: each needs a folder beside host.json that holds a function.json");
        return faults.Fatal ? null : new FunctionApp(root, host, functions, settings);
    }
}
