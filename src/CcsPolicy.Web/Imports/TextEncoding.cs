using System.Text;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Imports;

/// <summary>
/// 文字コードの判別。Finds the character code of a Japanese text: a byte order mark decides; else strict UTF-8;
/// else the code whose reading looks most like Japanese. Bytes that no code explains are counted and said, or the file is refused.
/// </summary>
internal static class TextEncoding
{
    private const string ByteOrderMark = "\uFEFF";

    private static readonly Candidate Utf8 = new("UTF-8", new UTF8Encoding(false));
    private static readonly Candidate Utf16LittleEndian = new("UTF-16LE", new UnicodeEncoding(false, false));
    private static readonly Candidate Utf16BigEndian = new("UTF-16BE", new UnicodeEncoding(true, false));
    private static readonly Candidate Utf32LittleEndian = new("UTF-32LE", new UTF32Encoding(false, false));
    private static readonly Candidate ShiftJis = new("Shift_JIS", Legacy(932));
    private static readonly Candidate EucJp = new("EUC-JP", Legacy(51932));
    private static readonly Candidate Iso2022Jp = new("ISO-2022-JP", Legacy(50221));

    /// <summary>More than one unreadable character in fifty, and it is not a text of that code at all.</summary>
    private const int UnreadableShare = 50;

    /// <summary>The text of the bytes; a code that the file declares for itself is believed if every byte has a meaning in it.</summary>
    public static Result<SourceText> Read(ReadOnlySpan<byte> bytes, string? declared = null) =>
        Decode(bytes, declared) is { } reading ? reading : ImportErrors.NotText;

    private static SourceText? Decode(ReadOnlySpan<byte> bytes, string? declared)
    {
        if (MarkedCode(bytes) is { } marked)
            return Finish(marked, marked.Encoding.GetString(bytes));
        if (DeclaredCode(declared) is { } named && bytes.IndexOf((byte)0) < 0 && named.TryStrictly(bytes) is { } said)
            return Finish(named, said);
        if (bytes.IndexOfAnyExceptInRange((byte)1, (byte)0x7F) < 0)
            return LooksLikeIso2022Jp(bytes) ? Finish(Iso2022Jp, Iso2022Jp.Encoding.GetString(bytes)) : Finish(Utf8, Encoding.ASCII.GetString(bytes));
        if (bytes.IndexOf((byte)0) < 0 && Utf8.TryStrictly(bytes) is { } utf8)
            return Finish(Utf8, utf8);
        return BestStrict(bytes) ?? BestLossy(bytes);
    }

    private static Candidate? MarkedCode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Utf8;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
            return Utf32LittleEndian;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Utf16LittleEndian;
        return bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Utf16BigEndian : null;
    }

    private static Candidate? DeclaredCode(string? name) => name?.ToLowerInvariant() switch
    {
        "shift_jis" or "shift-jis" or "x-sjis" or "sjis" or "windows-31j" or "cp932" or "ms_kanji" => ShiftJis,
        "euc-jp" or "x-euc-jp" or "eucjp" => EucJp,
        "iso-2022-jp" => Iso2022Jp,
        "utf-8" or "utf8" => Utf8,
        _ => null,
    };

    private static bool LooksLikeIso2022Jp(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("\u001b$B"u8) >= 0 || bytes.IndexOf("\u001b$@"u8) >= 0;

    private static SourceText? BestStrict(ReadOnlySpan<byte> bytes)
    {
        (Candidate Code, string Text, double Score)? best = null;
        foreach (var code in (ReadOnlySpan<Candidate>)[ShiftJis, EucJp, Utf16LittleEndian, Utf16BigEndian])
        {
            if (code.TryStrictly(bytes) is { } text && JapaneseScore(text) is var score && score > (best?.Score ?? 0))
                best = (code, text, score);
        }
        return best is { Score: > 0.6 } found ? Finish(found.Code, found.Text) : null;
    }

    /// <summary>A few broken bytes must not keep a whole regulation out: the code that explains most wins, and the rest is said.</summary>
    private static SourceText? BestLossy(ReadOnlySpan<byte> bytes)
    {
        (Candidate Code, string Text, double Score)? best = null;
        foreach (var code in (ReadOnlySpan<Candidate>)[Utf8, ShiftJis, EucJp, Utf16LittleEndian, Utf16BigEndian])
        {
            var text = code.Encoding.GetString(bytes);
            if (text.Length / UnreadableShare >= text.AsSpan().Count('\uFFFD') && JapaneseScore(text) is var score && score > (best?.Score ?? 0.6))
                best = (code, text, score);
        }
        return best is { } found ? Finish(found.Code, found.Text) : null;
    }

    /// <summary>1 for a text of kana, common kanji, ASCII and full-width signs; rare blocks and controls pull it down.</summary>
    private static double JapaneseScore(string text)
    {
        if (text.Length == 0)
            return 0;
        double sum = 0;
        foreach (var c in text)
        {
            sum += c switch
            {
                >= '\u3041' and <= '\u3096' => 1.2,
                >= '\u3000' and <= '\u30FF' => 1,
                '\t' or '\n' or '\r' or (>= ' ' and <= '~') => 1,
                >= '\u4E00' and <= '\u9FA0' => 0.9,
                >= '\uFF01' and <= '\uFF60' => 1,
                >= '\u2010' and <= '\u25FF' => 0.8,
                >= '\uFF61' and <= '\uFF9F' => 0.2,
                < ' ' => -4,
                '\uFFFD' => -2,
                >= '\uE000' and <= '\uF8FF' => -1,
                _ => 0,
            };
        }
        return sum / text.Length;
    }

    private static SourceText? Finish(Candidate code, string text)
    {
        if (text.StartsWith(ByteOrderMark, StringComparison.Ordinal))
            text = text[1..];
        var remarks = new List<SourceRemark>();
        var controls = text.Count(IsStrayControl);
        // A text has no business with control characters; many of them mean that it is no text.
        if (controls * UnreadableShare > text.Length)
            return null;
        if (controls > 0)
        {
            text = string.Concat(text.Where(c => !IsStrayControl(c)));
            remarks.Add(new("import.control-characters", 0,
                $"印字できない制御文字 {controls} 個を除きました。", $"{controls} control characters that do not print were left out."));
        }
        var unreadable = text.AsSpan().Count('\uFFFD');
        if (unreadable * UnreadableShare > text.Length)
            return null;
        if (unreadable > 0)
        {
            remarks.Add(new("import.unreadable-characters", 1 + text.AsSpan(0, text.IndexOf('\uFFFD', StringComparison.Ordinal)).Count('\n'),
                $"読み取れない文字が {unreadable} 個あります（「\uFFFD」で示しています）。元の文書と見比べてください。",
                $"{unreadable} characters could not be read (shown as \"\uFFFD\"). Compare with the original."));
        }
        return new SourceText(text, SourceFormat.PlainText, code.Name, remarks);
    }

    private static bool IsStrayControl(char c) => c < ' ' && c is not ('\t' or '\n' or '\r' or '\f' or '\v') || c == '\u007F';

    private static Encoding Legacy(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!;

    private sealed record Candidate(string Name, Encoding Encoding)
    {
        private readonly Encoding strict = StrictOf(Encoding);

        /// <summary>The text, or null when a byte has no meaning in this code.</summary>
        public string? TryStrictly(ReadOnlySpan<byte> bytes)
        {
            try
            {
                return strict.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }

        private static Encoding StrictOf(Encoding encoding)
        {
            var copy = (Encoding)encoding.Clone();
            copy.DecoderFallback = DecoderFallback.ExceptionFallback;
            return copy;
        }
    }
}
