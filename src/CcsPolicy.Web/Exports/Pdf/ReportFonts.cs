namespace CcsPolicy.Web.Exports.Pdf;

/// <summary>帳票の書体。BIZ UDGothic, and BIZ UDMincho for texts of law, carried in the program, so that a report looks the same on every machine and needs no font installed.</summary>
internal static class ReportFonts
{
    private static readonly Lazy<TrueTypeFont> LazyRegular = new(() => Load("BIZUDGothic-Regular.ttf"));
    private static readonly Lazy<TrueTypeFont> LazyBold = new(() => Load("BIZUDGothic-Bold.ttf"));

    private static readonly Lazy<TrueTypeFont> LazyMincho = new(() => Load("BIZUDMincho-Regular.ttf"));

    public static TrueTypeFont Regular => LazyRegular.Value;

    public static TrueTypeFont Bold => LazyBold.Value;

    /// <summary>明朝: for what is written as rules are: amending texts, their tables, and the texts themselves.</summary>
    public static TrueTypeFont Mincho => LazyMincho.Value;

    private static TrueTypeFont Load(string name)
    {
        using var stream = typeof(ReportFonts).Assembly.GetManifestResourceStream("CcsPolicy.Web.Exports.Fonts." + name)
            ?? throw new InvalidOperationException($"The font {name} is not in the program.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new TrueTypeFont(bytes);
    }
}
