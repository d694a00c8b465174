namespace CloudOrchestrator.Objects;

/// <summary>Notation in which a quantity is printed; taken from the text it was parsed from.</summary>
internal enum QuantityFormat : byte
{
    /// <summary>Powers of 1000 as suffix: <c>m</c>, <c>k</c>, <c>M</c>.</summary>
    DecimalSI,

    /// <summary>Powers of 1024 as suffix: <c>Ki</c>, <c>Mi</c>.</summary>
    BinarySI,

    /// <summary>Powers of 1000 as exponent: <c>e3</c>.</summary>
    DecimalExponent,
}
