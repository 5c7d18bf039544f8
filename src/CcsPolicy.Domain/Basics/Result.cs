using System.Diagnostics.CodeAnalysis;

namespace CcsPolicy.Domain.Basics;

/// <summary>結果。Either a value or the reason why there is none.</summary>
public readonly record struct Result<T>
{
    private readonly T? value;

    private Result(T? value, DomainError? error) => (this.value, Error) = (value, error);

    /// <summary>The refusal, or null when there is a value.</summary>
    public DomainError? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>The value. Reading it after a refusal is a fault of the caller.</summary>
    public T Value => Error is null ? value! : throw new InvalidOperationException($"No value: {Error}");

    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next) => Error is null ? next(value!) : Error;

    public Result<TNext> Map<TNext>(Func<T, TNext> map) => Error is null ? map(value!) : Error;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(DomainError error) => new(default, error);
}

/// <summary>The one value of an operation that yields nothing but success.</summary>
public readonly record struct Done
{
    public static Done Instance => default;
}
