namespace CcsPolicy.Web.Exports.Pdf;

/// <summary>帳票の書体。BIZ UDGothic, carried in the program, so that a report looks the same on every machine and needs no font installed.</summary>
internal static class ReportFonts
{
    private static readonly Lazy<TrueTypeFont> LazyRegular = new(() => Load("BIZUDGothic-Regular.ttf"));
    private static readonly Lazy<TrueTypeFont> LazyBold = new(() => Load("BIZUDGothic-Bold.ttf"));

    public static TrueTypeFont Regular => LazyRegular.Value;

    public static TrueTypeFont Bold => LazyBold.Value;

    private static TrueTypeFont Load(string name)
    {
        using var stream = typeof(ReportFonts).Assembly.GetManifestResourceStream("CcsPolicy.Web.Exports.Fonts." + name)
            ?? throw new InvalidOperationException($"The font {name} is not in the program.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new TrueTypeFont(bytes);
    }
}
