using System.Globalization;

namespace CloudOrchestrator.Objects;

/// <summary>A value that is an integer or a string, such as a port number or name, or a count or percentage.</summary>
public readonly record struct IntOrString
{
    private readonly int _number;
    private readonly string? _text;

    /// <summary>An integer.</summary>
    public IntOrString(int number) => _number = number;

    /// <summary>A string.</summary>
    public IntOrString(string text) => _text = text;

    /// <summary>True when the value is a string.</summary>
    public bool IsString => _text is not null;

    /// <summary>The integer; 0 for strings.</summary>
    public int Number => _number;

    /// <summary>The string; null for integers.</summary>
    public string? Text => _text;

    /// <summary>Converts an integer.</summary>
    public static implicit operator IntOrString(int number) => new(number);

    /// <summary>Converts a string.</summary>
    public static implicit operator IntOrString(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);
}
