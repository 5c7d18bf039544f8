using System.Runtime.InteropServices;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// The values of the row on which a statement of SQLite stands. A million entries have thirty million calls; through the library's own way each counts the handle up and down and tells the collector that it
/// leaves and comes back, which takes longer than the call. Whoever asks keeps the statement alive meanwhile.
/// </summary>
internal static class SqliteRow
{
    private const string Library = "e_sqlite3";

    /// <summary>What the value is, as <c>raw.SQLITE_TEXT</c> and its like.</summary>
    public static int TypeOf(nint statement, int column) => sqlite3_column_type(statement, column);

    public static long NumberOf(nint statement, int column) => sqlite3_column_int64(statement, column);

    /// <summary>Where the bytes of a text or blob are until the statement steps on, and how many.</summary>
    public static (nint At, int Length) BytesOf(nint statement, int column) => (sqlite3_column_blob(statement, column), sqlite3_column_bytes(statement, column));

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int sqlite3_column_type(nint statement, int column);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern long sqlite3_column_int64(nint statement, int column);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern nint sqlite3_column_blob(nint statement, int column);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int sqlite3_column_bytes(nint statement, int column);
}
