namespace CloudOrchestrator.Objects.Schemas;

/// <summary>What the canonical JSON form of an object does with an unset or zero value.</summary>
public enum Presence
{
    /// <summary>Written exactly when it was given, zero values included (a Go pointer with omitempty).</summary>
    Optional,

    /// <summary>Left out when empty, zero or false (a Go value, list or map with omitempty).</summary>
    OmitEmpty,

    /// <summary>
    /// Always written: zero scalars as they are, absent structures as <c>{}</c>, absent times, lists, maps and <see cref="FieldAttribute.Nullable"/>
    /// structures as <c>null</c>.
    /// </summary>
    Always,
}
