using System.Diagnostics.CodeAnalysis;

namespace CloudOrchestrator.Objects;

/// <summary>A value, or the <see cref="ApiStatus"/> that says why there is none.</summary>
public readonly struct ResultOf<T>
{
    private ResultOf(T? value, ApiStatus? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>The value; null exactly when <see cref="Error"/> is set.</summary>
    public T? Value { get; }

    /// <summary>The failure; null on success.</summary>
    public ApiStatus? Error { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>The value.</summary>
    /// <exception cref="ApiStatusException">There is none.</exception>
    public T Require() => Error is null ? Value! : throw new ApiStatusException(Error);

    /// <summary>A success, where the value's type does not convert: interfaces, and statuses that are values.</summary>
    public static ResultOf<T> Success(T value) => new(value, null);

    /// <summary>A failure, where values are statuses too.</summary>
    public static ResultOf<T> Failure(ApiStatus error) => new(default, error);

    /// <summary>A success.</summary>
    public static implicit operator ResultOf<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator ResultOf<T>(ApiStatus error) => new(default, error);
}
