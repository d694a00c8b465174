using System.Globalization;
using System.Net;

namespace CloudOrchestrator.Emulators.CommandLine;

/// <summary>Reads the arguments of <c>start</c> and <c>check</c>.</summary>
internal sealed class StartArguments
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _min = new(StringComparer.Ordinal);
    private readonly List<IPAddress> _addresses = [];
    private StartOptions _options = new();

    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads all of it; faults are collected, not thrown.</summary>
    public StartOptions Read(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            if (Flag(name))
                continue;
            if (i + 1 >= arguments.Count)
                _faults.Add($"{name}: not an option, or its value is missing (--help lists the options)");
            else if (!Platform(name, arguments[++i]) && !Network(name, arguments[i]) && !App(name, arguments[i]))
                _faults.Add($"{name}: there is no such option (--help lists them)");
        }

        if (_options.TlsCertificate is null != _options.TlsKey is null)
            _faults.Add("--tls-cert and --tls-key belong together");
        if (_options.Host.InstanceMemory is not (512 or 2048 or 4096))
            _faults.Add("--instance-memory: must be 512, 2048 or 4096");
        return _options with
        {
            Settings = _settings,
            Addresses = _addresses.Count > 0 ? _addresses : _options.Addresses,
            Host = _options.Host with { MinInstances = _min },
        };
    }

    private bool Flag(string name)
    {
        switch (name)
        {
            case "--plain-http":
                _options = _options with { PlainHttp = true };
                return true;
            case "--front-end-total":
                _options = _options with { Host = _options.Host with { FrontEndTimeoutIsTotal = true } };
                return true;
            case "--timers-at-start":
                _options = _options with { Host = _options.Host with { TimersAtStart = true } };
                return true;
            default:
                return false;
        }
    }

    private bool Platform(string name, string value)
    {
        var host = _options.Host;
        switch (name)
        {
            case "--instances":
                host = host with { MaxInstances = Number(name, value, 1, 1000) };
                break;
            case "--min-instances":
                ReadMin(name, value);
                break;
            case "--concurrency":
                host = host with { PerInstanceConcurrency = Number(name, value, 1, 1000) };
                break;
            case "--idle-timeout":
                host = host with { IdleTimeout = Seconds(name, value) };
                break;
            case "--scale-interval":
                host = host with { ScaleInterval = Seconds(name, value) };
                break;
            case "--stop-grace":
                host = host with { StopGrace = Seconds(name, value) };
                break;
            case "--health-ping":
                host = host with { PingInterval = Seconds(name, value) };
                break;
            case "--front-end-timeout":
                host = host with { FrontEndTimeout = Seconds(name, value) };
                break;
            case "--proxy-timeout":
                host = host with { ProxyTimeout = Seconds(name, value) };
                break;
            case "--instance-memory":
                host = host with { InstanceMemory = Number(name, value, 512, 4096) };
                break;
            case "--kill-every":
                host = host with { KillEvery = Seconds(name, value) };
                break;
            case "--seed":
                host = host with { Seed = Number(name, value, 0, int.MaxValue) };
                break;
            default:
                return false;
        }

        _options = _options with { Host = host };
        return true;
    }

    private bool Network(string name, string value)
    {
        switch (name)
        {
            case "--port":
                _options = _options with { Port = Number(name, value, 0, 65535) };
                return true;
            case "--servicebus-port":
                _options = _options with { ServiceBusPort = Number(name, value, 0, 65535) };
                return true;
            case "--bind":
                if (IPAddress.TryParse(value, out var address))
                    _addresses.Add(address);
                else
                    _faults.Add($"--bind: '{value}' is not an IP address");
                return true;
            case "--tls-cert":
                _options = _options with { TlsCertificate = value };
                return true;
            case "--tls-key":
                _options = _options with { TlsKey = value };
                return true;
            case "--tls-name":
                _options = _options with { TlsNames = [.. _options.TlsNames, value] };
                return true;
            case "--tls-ca":
                _options = _options with { TlsAuthorityFile = value };
                return true;
            case "--queue":
                _options = _options with { Queues = [.. _options.Queues, value] };
                return true;
            case "--lock-duration":
                _options = _options with { LockDuration = Seconds(name, value) };
                return true;
            case "--max-delivery-count":
                _options = _options with { MaxDeliveryCount = Number(name, value, 1, 2000) };
                return true;
            default:
                return false;
        }
    }

    private bool App(string name, string value)
    {
        switch (name)
        {
            case "--app":
                _options = _options with { App = value };
                return true;
            case "--settings":
                _options = _options with { SettingFiles = [.. _options.SettingFiles, value] };
                return true;
            case "--set" when value.IndexOf('=') is > 0 and var split:
                _settings[value[..split]] = value[(split + 1)..];
                return true;
            case "--set":
                _faults.Add($"--set: '{value}' is not NAME=VALUE");
                return true;
            case "--info":
                _options = _options with { InfoFile = value };
                return true;
            default:
                return false;
        }
    }

    private void ReadMin(string name, string value)
    {
        var parts = value.Split('=', 2);
        var group = parts.Length == 1 || parts[0] == "http" ? "http" : $"function:{parts[0]}";
        _min[group] = Number(name, parts[^1], 0, 1000);
    }

    private int Number(string name, string value, int min, int max)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        _faults.Add($"{name}: must be a whole number from {min} to {max}, not '{value}'");
        return min;
    }

    private TimeSpan Seconds(string name, string value)
    {
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        _faults.Add($"{name}: must be a number of seconds, not '{value}'");
        return TimeSpan.Zero;
    }
}
