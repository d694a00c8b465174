namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>The faults of one app folder, in the order found: reading never stops at the first.</summary>
internal sealed class ConfigurationFaults
{
    private readonly List<ConfigurationFault> _faults = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<ConfigurationFault> All => _faults;

    /// <summary>True when the app cannot run.</summary>
    public bool Fatal => _faults.Exists(fault => fault.IsError);

    /// <summary>The app cannot run like this.</summary>
    public void Error(string file, string property, string message) => _faults.Add(new ConfigurationFault(file, property, message, true));

    /// <summary>The app runs, but not as whoever wrote this expects.</summary>
    public void Note(string file, string property, string message) => _faults.Add(new ConfigurationFault(file, property, message, false));
}
