namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 字幅の吸収。One character for one: full-width signs become half-width, all dashes and spaces one of their kind,
/// so that the grammar sees one spelling while offsets stay those of the source.
/// </summary>
internal static class Folding
{
    private static readonly char[] Folded = Table();

    /// <summary>Folds into an array that may be longer than the text; what lies after the text is not to be read.</summary>
    public static void Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        for (var i = 0; i < text.Length; i++)
            folded[i] = Folded[text[i]];
    }

    /// <summary>The units of old texts as they are written now; all else as it is.</summary>
    public static string Units(string text) => text.AsSpan().ContainsAny('條', '號') ? text.Replace('條', '条').Replace('號', '号') : text;

    public static string FoldString(string text) => string.Create(text.Length, text, (folded, from) => Fold(from, folded));

    private static char[] Table()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i <= char.MaxValue; i++)
            table[i] = (char)i;
        for (var i = '！'; i <= '～'; i++)
            table[i] = (char)(i - '！' + '!');
        foreach (var space in "\t\v\u0000\u00a0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\ufeff")
            table[space] = ' ';
        foreach (var dash in "―—–‐‑‒−－─━")
            table[dash] = '-';
        table['〜'] = '~';
        // 第3條第2號 of a text that was printed before 1949.
        table['條'] = '条';
        table['號'] = '号';
        table['〇'] = '〇';
        const string HalfKana = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ";
        const string FullKana = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
        for (var i = 0; i < HalfKana.Length; i++)
            table[HalfKana[i]] = FullKana[i];
        table['･'] = '・';
        table['｡'] = '。';
        table['､'] = '、';
        return table;
    }
}
