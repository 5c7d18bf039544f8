namespace CcsPolicy.Domain.Basics;

/// <summary>識別子の型。An id that cannot be taken for the id of something else.</summary>
public interface ITypedId<TSelf> where TSelf : struct, ITypedId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

/// <summary>公開識別子。How ids are written in addresses and forms: 32 lower-case hexadecimal digits.</summary>
public static class PublicId
{
    public static string Write(Guid value) => value.ToString("N");

    /// <summary>The id, or null for anything that <see cref="Write"/> would not have written.</summary>
    public static TId? TryParse<TId>(string? text) where TId : struct, ITypedId<TId> =>
        Guid.TryParseExact(text, "N", out var value) && string.Equals(text, Write(value), StringComparison.Ordinal) ? TId.From(value) : null;

    /// <summary>The next id of the kind.</summary>
    public static TId Next<TId>(this IdSource source) where TId : struct, ITypedId<TId> => TId.From(source.Next());
}
