using System.Text;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Imports;

/// <summary>ファイルの種類の見分け。What the first bytes say a file is; formats that hold no readable text are refused with the way out.</summary>
internal readonly record struct FileSignature(bool IsZip, DomainError? Refusal)
{
    public static FileSignature Of(ReadOnlySpan<byte> bytes, string? fileName)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8))
            return new(IsZip: true, null);
        return new(IsZip: false, RefusalOf(bytes, fileName));
    }

    private static DomainError? RefusalOf(ReadOnlySpan<byte> bytes, string? fileName)
    {
        ReadOnlySpan<byte> compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        if (bytes.StartsWith(compound))
            return CompoundRefusal(bytes, fileName);
        // A PDF may carry some bytes before its mark; readers accept it within the first kilobyte.
        if (bytes[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8) >= 0)
            return ImportErrors.Pdf;
        if (bytes.StartsWith(@"{\rtf"u8))
            return ImportErrors.RichText;
        if (bytes.StartsWith("PK"u8) || bytes.StartsWith("Rar!"u8) ||
            bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || bytes.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF]))
            return ImportErrors.Archive;
        ReadOnlySpan<byte> png = [0x89, (byte)'P', (byte)'N', (byte)'G'];
        ReadOnlySpan<byte> jpeg = [0xFF, 0xD8, 0xFF];
        ReadOnlySpan<byte> program = [0x7F, (byte)'E', (byte)'L', (byte)'F'];
        if (bytes.StartsWith(png) || bytes.StartsWith(jpeg) || bytes.StartsWith(program) || bytes.StartsWith("GIF8"u8))
            return ImportErrors.NotText;
        return null;
    }

    /// <summary>Word 97, Ichitaro and encrypted .docx share one container; its directory names tell them apart.</summary>
    private static DomainError CompoundRefusal(ReadOnlySpan<byte> bytes, string? fileName)
    {
        if (Holds(bytes, "EncryptedPackage"))
            return ImportErrors.Protected;
        if (Holds(bytes, "WordDocument"))
            return ImportErrors.OldWord;
        if (Holds(bytes, "DocumentText") || HasExtension(fileName, ".jtd", ".jtt", ".jtdc"))
            return ImportErrors.Ichitaro;
        if (Holds(bytes, "Workbook") || HasExtension(fileName, ".xls"))
            return ImportErrors.Spreadsheet;
        return HasExtension(fileName, ".doc", ".dot") ? ImportErrors.OldWord : ImportErrors.NotText;
    }

    private static bool Holds(ReadOnlySpan<byte> bytes, string name) => bytes.IndexOf(Encoding.Unicode.GetBytes(name)) >= 0;

    private static bool HasExtension(string? fileName, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (fileName is not null && fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
