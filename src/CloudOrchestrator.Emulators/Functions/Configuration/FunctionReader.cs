using System.Text.RegularExpressions;
using CloudOrchestrator.Emulators.Functions.Triggers;

namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>Reads one <c>function.json</c> as the host does.</summary>
internal static partial class FunctionReader
{
    private static readonly string[] KnownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

    /// <summary>The function, or null when it is disabled or unusable.</summary>
    public static FunctionDefinition? Read(string root, string name, HostConfiguration host, IReadOnlyDictionary<string, string> settings, ConfigurationFaults faults)
    {
        var path = $"{name}/function.json";
        if (!FunctionName().IsMatch(name) || name.Equals("host", StringComparison.OrdinalIgnoreCase))
            faults.Error(path, "", $"'{name}' is not a function name: a letter, then at most 127 letters, digits, '_' or '-', and not 'host'");
        if (ConfigurationSection.Load(root, path, faults) is not { } file)
            return null;
        var disabled = file.Flag("disabled", false) || settings.GetValueOrDefault($"AzureWebJobs.{name}.Disabled") is "true" or "1";
        var bindings = file.Sections("bindings");
        foreach (var binding in bindings)
            CheckBinding(binding);
        var triggers = bindings.Where(binding => IsTrigger(binding.Text("type"))).ToArray();
        var function = triggers.Length switch
        {
            0 => NoTrigger(file, "holds no trigger: a function needs exactly one"),
            > 1 => NoTrigger(file, $"holds {triggers.Length} triggers: a function needs exactly one"),
            _ => ReadTrigger(name, triggers[0], bindings, host, settings),
        };
        file.ReportRest("scriptFile", "entryPoint", "retry", "configurationSource", "generatedBy", "language", "functionDirectory");
        return disabled || function is null ? null : new FunctionDefinition(name, function);
    }

    /// <summary>Reports an authorization level this emulator cannot act on.</summary>
    public static void CheckLevel(ConfigurationSection section, string property, string level)
    {
        if (!level.Equals("anonymous", StringComparison.OrdinalIgnoreCase))
            section.Error(property, $"'{level}' needs function keys, which this emulator does not keep: say \"anonymous\"");
    }

    /// <summary>The route without outer slashes; reports one the host refuses.</summary>
    public static string CheckRoute(ConfigurationSection section, string property, string route)
    {
        var trimmed = route.Trim('/');
        var first = trimmed.Split('/')[0];
        if (first.Equals("admin", StringComparison.OrdinalIgnoreCase) || first.Equals("runtime", StringComparison.OrdinalIgnoreCase))
            section.Error(property, $"'{route}' begins with '{first}', which the host keeps for itself");
        return trimmed;
    }

    private static void CheckBinding(ConfigurationSection binding)
    {
        if (string.IsNullOrEmpty(binding.Text("type")))
            binding.Error("type", "is required");
        if (binding.Text("name") is not { } name)
            binding.Error("name", "is required");
        else if (!BindingName().IsMatch(name))
            binding.Error("name", $"'{name}' is not a binding name: letters and digits, or $return");
        if (binding.Text("direction") is { } direction && direction is not ("in" or "out" or "inout" or "In" or "Out"))
            binding.Error("direction", $"must be in, out or inout, not '{direction}'");
    }

    private static bool IsTrigger(string? type) => type?.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase) == true;

    private static FunctionTrigger? NoTrigger(ConfigurationSection file, string message)
    {
        file.Error("bindings", message);
        return null;
    }

    private static FunctionTrigger? ReadTrigger(
        string function, ConfigurationSection binding, IReadOnlyList<ConfigurationSection> bindings, HostConfiguration host, IReadOnlyDictionary<string, string> settings)
    {
        var name = binding.Text("name") ?? "";
        switch (binding.Text("type")!.ToUpperInvariant())
        {
            case "HTTPTRIGGER":
                CheckProxied(binding, bindings, host);
                return ReadHttp(function, name, binding);
            case "SERVICEBUSTRIGGER":
                foreach (var other in bindings.Where(other => other != binding))
                    other.Error("type", $"'{other.Text("type")}' beside a Service Bus trigger is not emulated");
                return ReadServiceBus(name, binding, host, settings);
            case "TIMERTRIGGER":
                return ReadTimer(name, binding, settings);
            default:
                binding.Error("type", $"'{binding.Text("type")}' is not emulated: only httpTrigger, serviceBusTrigger and timerTrigger are");
                return null;
        }
    }

    private static void CheckProxied(ConfigurationSection binding, IReadOnlyList<ConfigurationSection> bindings, HostConfiguration host)
    {
        var outputs = bindings.Where(other => other != binding).ToArray();
        foreach (var output in outputs)
            output.ReportRest();
        if (outputs is not [var response] || !string.Equals(response.Text("type"), "http", StringComparison.OrdinalIgnoreCase))
            binding.Error("", "only a function with exactly this trigger and one 'http' output is proxied; others get a payload, which is not emulated for HTTP");
        if (!host.Proxies)
            binding.Error("", "host.json does not set customHandler.enableProxyingHttpRequest: HTTP without it is not emulated");
    }

    private static HttpTrigger ReadHttp(string function, string name, ConfigurationSection binding)
    {
        var methods = binding.Texts("methods").Select(method => method.ToUpperInvariant()).ToArray();
        foreach (var method in methods.Except(KnownMethods))
            binding.Error("methods", $"'{method}' is not a method the host knows");
        CheckLevel(binding, "authLevel", binding.Text("authLevel") ?? "function");
        var route = CheckRoute(binding, "route", binding.Text("route") ?? function);
        if (binding.Has("webHookType"))
            binding.Error("webHookType", "is no longer supported by the host");
        binding.ReportRest();
        return new HttpTrigger(name, route, methods);
    }

    private static ServiceBusTrigger ReadServiceBus(string name, ConfigurationSection binding, HostConfiguration host, IReadOnlyDictionary<string, string> settings)
    {
        if (!host.HasExtensionBundle)
            binding.Error("type", "host.json has no extensionBundle: without it the host does not know serviceBusTrigger");
        if (binding.Has("topicName") || binding.Has("subscriptionName"))
            binding.Error("topicName", "topics are not emulated (the Basic tier has none): use queueName");
        if (binding.Flag("isSessionsEnabled", false))
            binding.Error("isSessionsEnabled", "sessions are not emulated (the Basic tier has none)");
        var queue = Resolve(binding, "queueName", settings);
        if (string.IsNullOrEmpty(queue))
            binding.Error("queueName", "is required");
        var connection = binding.Text("connection") ?? "AzureWebJobsServiceBus";
        if (!HasConnection(connection, settings))
            binding.Error("connection", $"there is no app setting '{connection}' and no '{connection}__fullyQualifiedNamespace'");
        var cardinality = binding.Text("cardinality") ?? "one";
        if (cardinality.ToUpperInvariant() is not ("ONE" or "MANY"))
            binding.Error("cardinality", $"must be one or many, not '{cardinality}'");
        var complete = binding.Flag("autoComplete", binding.Flag("autoCompleteMessages", host.ServiceBus.AutoCompleteMessages));
        if (!complete)
            binding.Note("autoComplete", "false leaves every message locked until its lock ends: a custom handler cannot settle messages");
        var binary = string.Equals(binding.Text("dataType"), "binary", StringComparison.OrdinalIgnoreCase);
        var trigger = new ServiceBusTrigger(name, queue ?? "", connection, cardinality.Equals("many", StringComparison.OrdinalIgnoreCase), binary, complete);
        binding.ReportRest("accessRights", "maxMessageBatchSize");
        return trigger;
    }

    private static bool HasConnection(string connection, IReadOnlyDictionary<string, string> settings) =>
        new[] { connection, $"AzureWebJobs{connection}", $"{connection}__fullyQualifiedNamespace", $"ConnectionStrings:{connection}" }
            .Any(name => settings.TryGetValue(name, out var value) && value.Length > 0);

    private static TimerTrigger? ReadTimer(string name, ConfigurationSection binding, IReadOnlyDictionary<string, string> settings)
    {
        var text = Resolve(binding, "schedule", settings);
        var runOnStartup = binding.Flag("runOnStartup", false);
        var useMonitor = binding.Flag("useMonitor", true);
        binding.ReportRest();
        if (text is null)
        {
            binding.Error("schedule", "is required");
            return null;
        }

        if (TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) && !text.Contains(' '))
        {
            binding.Error("schedule", $"'{text}' is a time span: only plans that are always on know those, use a six-field expression");
            return null;
        }

        if (NcrontabSchedule.TryParse(text, out var schedule, out var fault))
            return new TimerTrigger(name, schedule, runOnStartup, useMonitor);
        binding.Error("schedule", $"'{text}' is not an NCRONTAB expression: {fault}");
        return null;
    }

    private static string? Resolve(ConfigurationSection binding, string property, IReadOnlyDictionary<string, string> settings)
    {
        if (binding.Text(property) is not { } text)
            return null;
        var resolved = SettingReferences.Resolve(text, settings, out var missing);
        if (missing is not null)
            binding.Error(property, $"'%{missing}%' does not resolve: there is no app setting '{missing}'");
        return resolved;
    }

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_-]{0,127}$")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"^([a-zA-Z][a-zA-Z0-9]{0,127}|\$return)$")]
    private static partial Regex BindingName();
}
