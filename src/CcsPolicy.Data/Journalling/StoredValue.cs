using System.Globalization;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Data.Journalling;

/// <summary>A value as a database gives it, whatever its column should hold.</summary>
internal static class StoredValue
{
    /// <summary>The id that the value is, where it is one: a type of its own, or 36 signs where ids are text.</summary>
    public static Guid? Id(object value) => value switch
    {
        Guid id => id,
        string { Length: 36 } text when Guid.TryParseExact(text, "D", out var id) => id,
        _ => null,
    };

    /// <summary>In one written form, the same from every database; null for no value.</summary>
    public static string? Text(object value) => value switch
    {
        DBNull => null,
        string { Length: not 36 } text => text,
        DateTime instant => instant.ToString(LeafReader.SqlForm, CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        _ when Id(value) is { } id => PublicId.Write(id),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    public static long? Number(object value) => value is long or int or short ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;
}
