using System.Data.Common;
using System.Globalization;

namespace CcsPolicy.Data.Journalling;

/// <summary>A value as a database gives it, whatever its column should hold.</summary>
internal static class StoredValue
{
    /// <summary>Stands for a value that cannot be read: a day before our era, a number beyond all that programs count with. No column of the product holds one, and it is like no other.</summary>
    private static readonly object Unreadable = new();

    public static object Of(DbDataReader row, int at)
    {
        try
        {
            return row.GetValue(at);
        }
        catch (Exception fault) when (fault is InvalidCastException or OverflowException or ArgumentException or FormatException or NotSupportedException)
        {
            return Unreadable;
        }
    }

    /// <summary>In the form that SQLite keeps, which is the same from every database; null for no value.</summary>
    public static string? Text(object value) => value switch
    {
        DBNull => null,
        string text => text,
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        Guid id => id.ToString("D").ToUpperInvariant(),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>A truth value, as databases have it or as a number; null for anything else.</summary>
    public static bool? Truth(object value) => value is bool truth ? truth : Number(value) switch
    {
        0 => false,
        1 => true,
        _ => null,
    };

    public static long? Number(object value) => value is long or int or short ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;
}
